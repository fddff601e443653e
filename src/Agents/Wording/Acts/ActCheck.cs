using System.Collections.Frozen;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Checking.Words;

namespace LlmRec.Agents.Wording.Acts;

/// <summary>
/// Whether a text says all of an act's values and names nothing else: no other name, no other number, no word beyond a
/// closed lexicon; whether what is liked or wanted is not denied, and what is not, is; and whether each reason follows its item.
/// </summary>
public static class ActCheck
{
    private const int LongestText = 2_000;

    // What a conversation needs beside the words of explanations.
    internal static readonly FrozenSet<string> Talk = Lexicon.Words(
        "got remember remembered remembering understood noted okay ok sorry afraid however drop dropped loosened relaxed relax stick stuck left leave leaves out instead mine outside job topic only "
        + "prefer rather which go-to steer clear skip skipping skipped lean leaning leans towards mostly usually tends ask tell ideas idea wish closest nearest everything anything nothing asked exactly "
        + "talk chat help with about mind care fancy shall question either or no not without loose strict hard limit condition conditions requirement requirements fits fit matched today after first then finally third last start begin back few away loosen matters matter");

    private static readonly FrozenSet<string> Refusing = Lexicon.Words("sorry away steer clear skip skipping skipped leave leaves left out avoid without nothing");
    private static readonly FrozenSet<string> Leaving = [.. Refusing, .. Lexicon.Words("let drop dropped loosen loosened relax relaxed")];
    private static readonly FrozenSet<string> Keeping = Lexicon.Words("keep keeps kept stick stuck stay stays");

    /// <summary>Checks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="act">What it is to say.</param>
    public static Verdict Check(string text, DialogueAct act)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            return new([$"The text has {text.Trim().Length:n0} characters; a turn has 1 to {LongestText:n0}."]);
        }

        var values = ActPrompt.Values(act);
        Mention[] mentions = [.. values.Select(v => new Mention(CheckedText.Plain(v), MentionKind.Facet, 0, v, false)).Distinct().OrderByDescending(m => m.Text.Length)];
        var kind = act is Ask ask ? new[] { ask.Kind, $"{ask.Kind}s", ask.Kind.EndsWith('y') ? $"{ask.Kind[..^1]}ies" : ask.Kind } : [];
        var pieces = CheckedText.Sentences(text, mentions).SelectMany(s => s).ToArray();
        return new(
        [
            .. values.Where(v => !pieces.Any(p => p.Mention?.Value == v)).Distinct().Select(v => $"'{v}' is not said."),
            .. pieces.Where(p => p.IsNumber).Select(p => $"{p.Text} is no number of the act."),
            .. pieces.Where(p => p.IsWord && !IsKnown(p.Lower, kind)).Select(p => $"'{p.Text}' is neither in the act nor a word that says nothing."),
            .. pieces.Where(p => p.IsWord && char.IsUpper(p.Text[0]) && !p.BeginsSentence && !(p.Text == "I" || p.Text.StartsWith("I'", StringComparison.Ordinal))).Select(p => $"'{p.Text}' looks like a name, and none of the act."),
            .. Stances(pieces, act),
        ]);
    }

    /// <summary>What is said of the values, as far as an act has one thing to say of them.</summary>
    private static IEnumerable<string> Stances(Piece[] pieces, DialogueAct act)
    {
        if (act is Acknowledge { Stance: var stance })
        {
            var denies = pieces.Any(p => p.IsWord && (Lexicon.Negations.Contains(p.Lower) || Refusing.Contains(p.Lower)));
            if (denies != stance is Stance.Dislikes or Stance.Avoids)
            {
                yield return denies ? "It denies what the reader likes or wants." : "It doesn't say that the reader dislikes or avoids it.";
            }
        }

        if (act is Recommend)
        {
            var values = ActPrompt.Values(act);
            string[] said = [.. pieces.Where(p => p.Mention is not null).Select(p => p.Mention!.Value)];
            if (values.Distinct().Count() == values.Count && said.SequenceEqual(values) is false)
            {
                yield return "The values don't stand in the order given: a reason may be said of the wrong item.";
            }
        }

        if (act is NothingFits { Kept: { } kept, Relaxed: var relaxed })
        {
            foreach (var (i, piece) in pieces.Index().Where(p => p.Item.Mention is not null))
            {
                var before = pieces[..i].Reverse().Take(2).TakeWhile(p => !p.IsMark).ToList();
                if (piece.Mention!.Value == kept && kept != relaxed && before.Any(p => p.IsWord && Leaving.Contains(p.Lower)))
                {
                    yield return $"It says that '{kept}' was let go.";
                }

                if (piece.Mention.Value == relaxed && kept != relaxed && before.Any(p => p.IsWord && Keeping.Contains(p.Lower)))
                {
                    yield return $"It says that '{relaxed}' was kept.";
                }
            }
        }
    }

    private static bool IsKnown(string word, string[] kind) =>
        NeutralWords.Contains(word) || ClaimWords.Any.Contains(word) || Lexicon.Negations.Contains(word) || Lexicon.Praise.Contains(word) || Lexicon.Numbers.ContainsKey(word)
            || ClaimWords.Nouns.Contains(word) || Talk.Contains(word) || kind.Any(k => k.Split(' ').Contains(word));
}
