using System.Collections.Frozen;
using LlmRec.Agents.Conversing.Tools.Functions;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Wording.Acts;

namespace LlmRec.Agents.Conversing.Tools.Checking;

/// <summary>What the check found.</summary>
/// <param name="Faults">What is wrong, in words a model can act on; empty when nothing is.</param>
/// <param name="Named">Items that functions returned in this turn and the reply names, in its order.</param>
internal sealed record ReplyVerdict(IReadOnlyList<string> Faults, IReadOnlyList<string> Named)
{
    public bool Passed => Faults.Count == 0;
}

/// <summary>
/// Whether a reply says only what functions returned, the state holds, or the person said: no other title, name, year or
/// number; no value said of an item that hasn't it; no claim without evidence of its kind; no word beyond those and words
/// that claim nothing. It reads English; a reply in another language doesn't pass.
/// </summary>
internal static class ReplyCheck
{
    private const int LongestReply = 1_500;

    // What a conversation needs beside the words of explanations and of acts.
    private static readonly FrozenSet<string> Talk = Lexicon.Words(
        "delighted enjoy enjoyed enjoying evening weekend tonight fun fancy assist sounds sound sorry understand understandable apologies apologize apologise unfortunately catalogue catalog recommender "
        + "catch share shared taste tastes mood moods alternatives alternative rest favourite favourites favorite favorites curious glad welcome goodbye bye enough swap skip skipped better");

    // With these a name may be suggested that no function returned.
    private static readonly FrozenSet<string> Suggesting = Lexicon.Words("about try trying tried seen see watch watched read heard know suggest suggesting recommend recommending buy get check consider go take pick choose give");

    /// <summary>Checks a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="evidence">What it is held against.</param>
    public static ReplyVerdict Check(string reply, ReplyEvidence evidence)
    {
        if (string.IsNullOrWhiteSpace(reply) || reply.Length > LongestReply)
        {
            return new([reply.Length > LongestReply ? $"The reply has {reply.Length:n0} characters; at most {LongestReply:n0} are sent. Say less." : "The reply is empty."], []);
        }

        var sentences = ReplyText.Sentences(reply, evidence);
        var named = sentences.SelectMany(s => s.Pieces).Where(p => p.Items is not null).Select(p => p.Items![0]).Distinct().ToList();
        var faults = new List<string>();
        IReadOnlyList<SpeakableItem> about = [];
        foreach (var sentence in sentences)
        {
            var own = sentence.Pieces.Where(p => p.Items is not null).SelectMany(p => p.Items!).Distinct().ToList();
            about = own.Count > 0 ? own : about;
            faults.AddRange(WordFaults(sentence, about, evidence, named.Count));
            faults.AddRange(AttributeRules.Faults(sentence, about, evidence));
            faults.AddRange(ReplyClaims.Faults(sentence, about, evidence));
        }

        faults.AddRange(QuoteRules.Faults(reply, sentences, evidence));
        faults.AddRange(OfTurn(reply, named, evidence));
        return new([.. faults.Distinct()], [.. named.Where(n => n.IsFound).Select(n => n.Item.Id)]);
    }

    /// <summary>What the turn as a whole owes.</summary>
    private static IEnumerable<string> OfTurn(string reply, List<SpeakableItem> named, ReplyEvidence evidence)
    {
        foreach (var item in named.Where(n => n.IsFound && ItemData.Unwanted(n.Item, evidence.State).Any() && !evidence.WasNamed(TitleForms.WithoutYear(n.Item))))
        {
            yield return $"'{item.Item.DisplayTitle}' has what they don't want; suggest another item.";
        }

        if (evidence.Question is { } question && (!reply.Contains('?', StringComparison.Ordinal) || question.Options.Any(o => !ReplyText.Plain(reply).Contains(ReplyText.Plain(o), StringComparison.Ordinal))))
        {
            yield return $"You called ask: the reply must ask it, with each of its options: {string.Join(", ", question.Options)}.";
        }

        if (evidence.Question is null && !named.Any(n => n.IsFound) && evidence.State.QuestionsInARow >= Policy.StatePolicy.MostQuestionsInARow && reply.Contains('?', StringComparison.Ordinal))
        {
            yield return "Two questions in a row were asked already: suggest something, and ask nothing.";
        }

        if (evidence is { Question: null, HasRecommended: true } && !named.Any(n => n.IsFound))
        {
            yield return "The reply names none of the items that were returned: name those you suggest by their exact titles.";
        }
    }

    private static IEnumerable<string> WordFaults(ReplySentence sentence, IReadOnlyList<SpeakableItem> about, ReplyEvidence evidence, int named)
    {
        var suggests = sentence.Pieces.Any(p => p.IsWord && Suggesting.Contains(p.First.Written));
        // A question that names no item and suggests none claims nothing.
        var isFree = sentence.IsQuestion && !sentence.NamesItem && !suggests;
        // Their own words may come back beside an item, or where nothing was found; not as a suggestion.
        var mayQuote = sentence.NamesItem || (!suggests && sentence.Pieces.Any(p => p.IsWord && Lexicon.Negations.Contains(p.First.Written)));
        foreach (var piece in sentence.Pieces.Where(p => p.IsWord))
        {
            var (written, word) = (piece.First.Written, Bare(piece.First.Written));
            string[] bases = [.. Inflection.BasesOf(word)];
            if (piece.IsNumber)
            {
                if (!NumberRules.Holds(piece, about, evidence, named))
                {
                    yield return $"The number {written} was not returned for what it is said of.";
                }
            }
            else if (piece.First.IsCapital && !piece.Begins && word is not "i" && !written.StartsWith("i'", StringComparison.Ordinal) && !evidence.Kinds.Contains(word))
            {
                yield return $"'{Original(piece)}' looks like a name, and no function returned it.";
            }
            else if (!(isFree && !piece.First.IsCapital) && !IsKnown(word, evidence) && !about.Any(i => i.Says(bases)) && !(mayQuote && !piece.First.IsCapital && evidence.WasSaid(bases)))
            {
                yield return $"'{written}' stands in nothing that was returned, and may claim something: leave it out.";
            }
        }
    }

    private static bool IsKnown(string word, ReplyEvidence evidence) =>
        NeutralWords.Contains(word) || ClaimWords.Any.Contains(word) || ClaimWords.Nouns.Contains(word) || ClaimWords.Roles.ContainsKey(word) || Lexicon.Negations.Contains(word)
            || Lexicon.Praise.Contains(word) || Lexicon.Fitting.Contains(word) || Lexicon.Numbers.ContainsKey(word) || ActCheck.Talk.Contains(word) || Talk.Contains(word) || evidence.Kinds.Contains(word);

    private static string Bare(string word) => word.EndsWith("'s", StringComparison.Ordinal) && !SmallWords.All.Contains(word) ? word[..^2] : word;

    private static string Original(ReplyPiece piece) => char.ToUpperInvariant(piece.First.Written[0]) + piece.First.Written[1..];
}
