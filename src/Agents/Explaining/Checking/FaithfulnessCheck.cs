using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>
/// Whether a text says only what the evidence holds: every name, year and number stands in the evidence and with the right
/// item, every claim is of a kind that the evidence holds, no negation that it doesn't, no praise of what is disliked, and
/// no word beyond a closed lexicon. It knows nothing of how the text was made.
/// </summary>
public static class FaithfulnessCheck
{
    private const int LongestText = 2_000;
    private const int MostSentences = 5;

    // "Yes." and "Same director." don't count.
    private const int ShortestSentence = 2;

    /// <summary>Checks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="facts">The evidence.</param>
    public static Verdict Check(string text, PickFacts facts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(facts);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new(["The text is empty."]);
        }

        if (text.Length > LongestText)
        {
            return new([$"The text has {text.Length:n0} characters; an explanation has at most {LongestText:n0}."]);
        }

        var sentences = CheckedText.Sentences(text, Mentions.Of(facts));
        if (sentences.Count(s => s.Count > ShortestSentence) is > MostSentences and var count)
        {
            return new([$"The text has {count} sentences; an explanation has at most {MostSentences}."]);
        }

        var parties = new Parties(facts);
        var words = new WordRules(parties);
        var faults = new List<string>();
        Sentence? before = null;
        foreach (var pieces in sentences)
        {
            var sentence = new Sentence(pieces, parties, before);
            faults.AddRange(words.Faults(sentence)
                .Concat(NumberRules.Faults(sentence))
                .Concat(ClaimRules.Faults(sentence))
                .Concat(OtherPeopleRules.Faults(sentence))
                .Concat(DislikeRules.Faults(sentence))
                .Concat(AttributeRules.Faults(sentence))
                .Concat(KindRules.Faults(sentence))
                .Concat(NounRules.Faults(sentence))
                .Concat(PredicateRules.Faults(sentence))
                .Concat(ThingRules.Faults(sentence))
                .Concat(ReaderLikes.Faults(sentence))
                .Concat(Comparisons.Faults(sentence))
                .Concat(Leads.Faults(sentence))
                .Concat(Denials.Faults(sentence)));
            before = sentence;
        }

        return new([.. faults.Distinct()]);
    }
}

/// <summary>What the check found.</summary>
/// <param name="Faults">What is said without evidence; empty when all holds.</param>
public sealed record Verdict(IReadOnlyList<string> Faults)
{
    /// <summary>Whether everything said stands in the evidence.</summary>
    public bool Passed => Faults.Count == 0;
}
