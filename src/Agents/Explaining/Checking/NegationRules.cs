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
        var next = at + 1 < sentence.Count ? sentence[at + 1].Lower : "";
        var word = sentence[at].Lower;
        return Allows(sentence, at, facts, MentionKind.Item)
            || (facts.Versus is { } versus && Allows(sentence, at, versus.Facts, MentionKind.Versus))
            || (next is "only" or "just" or "merely" && sentence.Any(p => p.IsWord && p.Lower is "but" or "also"))
            || (word is "unlike" or "none" && facts.Different is { } different && sentence.Any(p => p.Mention?.Kind == MentionKind.Facet && p.Mention.Value == different.Value))
            || LacksIt(sentence, at, facts);
    }

    /// <summary>Whether what speaks for an item allows the negation.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="at">The negation's place.</param>
    /// <param name="facts">What speaks for the item.</param>
    /// <param name="own">How the item is named in the text.</param>
    private static bool Allows(IReadOnlyList<Piece> sentence, int at, PickFacts facts, MentionKind own)
    {
        var window = sentence.Skip(at).Take(6).ToArray();
        bool Near(params string[] words) => window.Any(p => p.IsWord && words.Contains(p.Lower));
        bool Names(MentionKind kind) => sentence.Any(p => p.Mention?.Kind == kind);
        var other = own == MentionKind.Item ? MentionKind.Versus : MentionKind.Item;
        var isOfOwn = Names(own) || !Names(other);
        return sentence[at].Lower switch
        {
            var word when word.StartsWith("dislik", StringComparison.Ordinal) => Names(MentionKind.Disliked) || (facts.Standing == Standing.Disliked && isOfOwn && !Names(MentionKind.Liked)),
            _ => (facts.IsNew && (sentence[at].Lower == "unrated" || Near("rated", "rating", "ratings", "rate", "reviewed", "reviews", "review", "liked")) && !Near("you", "you've") && !window.Any(p => p.Mention?.Kind == MentionKind.Liked))
                || (facts.IsBare && isOfOwn && !window.Any(p => p.Mention is { Kind: MentionKind.Facet or MentionKind.Disliked or MentionKind.Liked }) && !Names(MentionKind.Facet))
                || (facts.IsBare && own == MentionKind.Versus && sentence.Skip(at).Take(12).Any(p => p.Mention?.Kind == own) && !window.Any(p => p.Mention is { Kind: MentionKind.Facet or MentionKind.Liked }))
                || (facts.Standing == Standing.Disliked && Near("favour", "favor", "recommend", "recommended", "suggest", "suggested", "reason"))
                || (facts.Standing == Standing.Liked && Near("other", "reason"))
                || (facts.ByMeaning && Near("word", "words", "exactly", "literally")),
        };
    }

    /// <summary>"It has no X", "it is an X, but that one is not": then the item spoken of must not have it.</summary>
    private static bool LacksIt(IReadOnlyList<Piece> sentence, int at, PickFacts facts)
    {
        if (facts.Versus is null)
        {
            return false;
        }

        var facet = sentence.Skip(at).FirstOrDefault(p => p.Mention?.Kind == MentionKind.Facet) ?? sentence.Take(at).LastOrDefault(p => p.Mention?.Kind == MentionKind.Facet);
        var subject = sentence.Take(at).LastOrDefault(p => p.Mention is { IsTitle: true })?.Mention;
        return facet is not null && !Holders.Has(subject is null ? facts.Item : Holders.Item(facts, subject), facet.Mention!.Value);
    }
}
