using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Every claim is of a kind that the evidence holds, and praise goes to nothing that is disliked.</summary>
internal static class ClaimRules
{
    public static IEnumerable<string> Faults(IReadOnlyList<Piece> sentence, PickFacts facts)
    {
        PickFacts[] all = facts.Versus is { } versus ? [facts, versus.Facts with { Versus = new(facts, null) }] : [facts];
        foreach (var (i, piece) in sentence.Index().Where(p => p.Item.IsWord))
        {
            var claims = ClaimWords.All.Where(c => c.Words.Contains(piece.Lower)).ToArray();
            if (claims.Length > 0 && !IsWishful(sentence, i) && !IsPreposition(sentence, i, facts) && !IsDifferent(sentence, i, facts)
                && !claims.Any(c => all.Any(f => c.Holds(f) || (f.IsBare && IsDenied(sentence, c)))))
            {
                yield return $"'{piece.Text}' claims {claims[0].Name}, for which there is no evidence.";
            }
        }

        foreach (var fault in Disliked(sentence, facts).Concat(OtherPeople(sentence, all)))
        {
            yield return fault;
        }
    }

    /// <summary>"You may like it" promises, it doesn't claim.</summary>
    private static bool IsWishful(IReadOnlyList<Piece> sentence, int at) =>
        sentence[at].Lower is "like" or "love" or "enjoy" or "appreciate"
            && sentence.Take(at).TakeLast(3).Any(p => p.Lower is "may" or "might" or "could" or "should" or "would" or "will" or "can" or "you'll" or "to" or "you'd");

    /// <summary>"Nothing you asked for": what is denied is not claimed.</summary>
    private static bool IsDenied(IReadOnlyList<Piece> sentence, ClaimWords claim) =>
        claim.Name is "a wish" or "likes" && sentence.Any(p => p.IsWord && Lexicon.Negations.Contains(p.Lower));

    /// <summary>"New beside what you liked" is said of what is different, not of the item.</summary>
    private static bool IsDifferent(IReadOnlyList<Piece> sentence, int at, PickFacts facts) =>
        sentence[at].Lower == "new" && facts.Different is { } different && !sentence.Any(p => p.IsWord && p.Lower == "here")
            && sentence.Any(p => p.Mention?.Kind == MentionKind.Facet && p.Mention.Value == different.Value);

    /// <summary>"Something like it" claims likeness, which other words would too.</summary>
    private static bool IsPreposition(IReadOnlyList<Piece> sentence, int at, PickFacts facts) =>
        sentence[at].Lower == "like" && facts.Liked.Count > 0;

    private static IEnumerable<string> Disliked(IReadOnlyList<Piece> sentence, PickFacts facts)
    {
        var disliked = sentence.FirstOrDefault(p => p.Mention is { Kind: MentionKind.Disliked }
            || (facts.Standing == Standing.Disliked && p.Mention is { Kind: MentionKind.Item })
            || (facts.Versus?.Facts.Standing == Standing.Disliked && p.Mention is { Kind: MentionKind.Versus }));
        if (disliked is null)
        {
            yield break;
        }

        if (!sentence.Any(p => p.IsWord && p.Lower is "dislike" or "disliked" or "dislikes" or "unlike"))
        {
            yield return $"{disliked.Text} is disliked, and the text doesn't say so.";
        }
        else if (sentence.FirstOrDefault(p => p.IsWord && Lexicon.Praise.Contains(p.Lower)) is { } praise && !sentence.Any(p => p.IsWord && Lexicon.Negations.Contains(p.Lower) && p.Lower[0] == 'n'))
        {
            yield return $"'{praise.Text}' praises {disliked.Text}, which is disliked.";
        }
    }

    /// <summary>Who likes one of these likes that too: only where the evidence knows it.</summary>
    private static IEnumerable<string> OtherPeople(IReadOnlyList<Piece> sentence, PickFacts[] all)
    {
        var people = sentence.Index().FirstOrDefault(p => p.Item.IsWord && p.Item.Lower is "people" or "others" or "users" or "fans" or "those").Item;
        var who = sentence.Any(p => p.IsWord && p.Lower is "who" or "whose");
        var speaksOfOthers = who || (people?.Lower == "fans" && !sentence.Any(p => p.IsWord && p.Lower is "you" or "your"));
        if (people is not null && speaksOfOthers && sentence.Any(p => p.Mention is { Kind: MentionKind.Liked }) && !all.Any(f => f.LikedTogether))
        {
            yield return $"'{people.Text}' claims that the same people like both, for which there is no evidence.";
        }

        if (people is not null && sentence.Any(p => p.IsWord && p.Lower is "taste" or "tastes" or "profile" or "similar") && !all.Any(f => f.LikedByAlike || f.LikedTogether))
        {
            yield return $"'{people.Text}' claims that people alike like it, for which there is no evidence.";
        }

        if (people is not null && sentence.Any(p => p.IsWord && p.Lower is "here" or "popular") && !all.Any(f => f.Likes is not null))
        {
            yield return $"'{people.Text}' claims popularity, for which there is no evidence.";
        }
    }
}
