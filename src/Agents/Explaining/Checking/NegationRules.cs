using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Nothing is denied that the evidence doesn't deny.</summary>
internal static class NegationRules
{
    public static IEnumerable<string> Faults(IReadOnlyList<Piece> sentence, PickFacts facts) => sentence.Index()
        .Where(p => p.Item.IsWord && Lexicon.Negations.Contains(p.Item.Lower) && !Holds(sentence, p.Index, facts))
        .Select(p => $"'{p.Item.Text}' denies something that the evidence doesn't.");

    private static bool Holds(IReadOnlyList<Piece> sentence, int at, PickFacts facts)
    {
        bool Says(params string[] words) => sentence.Any(p => p.IsWord && words.Contains(p.Lower));
        bool Names(MentionKind kind) => sentence.Any(p => p.Mention?.Kind == kind);
        var word = sentence[at].Lower;
        var next = at + 1 < sentence.Count ? sentence[at + 1].Lower : "";
        var versus = facts.Versus?.Facts;
        if (word.StartsWith("dislik", StringComparison.Ordinal))
        {
            return Names(MentionKind.Disliked) || (facts.Standing == Standing.Disliked && !Names(MentionKind.Liked)) || (versus?.Standing == Standing.Disliked && Names(MentionKind.Versus));
        }

        return (facts.IsNew && Says("rated", "rating", "ratings", "rate", "reviewed", "reviews", "liked") && !sentence.Any(p => p.IsWord && p.Lower is "you" or "you've") && !Names(MentionKind.Liked))
            || (facts.IsBare && !sentence.Any(p => p.Mention is { Kind: MentionKind.Facet or MentionKind.Disliked or MentionKind.Versus }))
            || (facts.Standing == Standing.Disliked && Says("disliked", "dislike", "favour", "recommend", "reason"))
            || (facts.Standing == Standing.Liked && Says("other", "reason"))
            || (versus is { IsBare: true } && Names(MentionKind.Versus) && !Names(MentionKind.Liked))
            || (versus?.IsNew == true && Names(MentionKind.Versus) && Says("rated", "rating", "ratings"))
            || (facts.ByMeaning && Says("word", "words", "exactly", "literally"))
            || (next is "only" or "just" or "merely" && Says("but", "also"))
            || (word is "unlike" or "none" && facts.Different is { } different && sentence.Any(p => p.Mention?.Kind == MentionKind.Facet && p.Mention.Value == different.Value))
            || LacksIt(sentence, at, facts);
    }

    /// <summary>"It has no X": then the item spoken of must not have it.</summary>
    private static bool LacksIt(IReadOnlyList<Piece> sentence, int at, PickFacts facts)
    {
        if (facts.Versus is null || sentence.Skip(at).FirstOrDefault(p => p.Mention?.Kind == MentionKind.Facet) is not { } facet)
        {
            return false;
        }

        var subject = sentence.Take(at).LastOrDefault(p => p.Mention is { IsTitle: true })?.Mention;
        return !Holders.Has(subject is null ? facts.Item : Holders.Item(facts, subject), facet.Mention!.Value);
    }
}
