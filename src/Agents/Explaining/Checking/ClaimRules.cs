using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Every claim is of a kind that the evidence holds for the item it is made of, and praise goes to nothing that is disliked.</summary>
internal static class ClaimRules
{
    public static IEnumerable<string> Faults(Sentence sentence)
    {
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            var piece = sentence.Pieces[i];
            if (ClaimPhrases.IsPhraseOf(sentence, i) is { } phrase)
            {
                yield return phrase;
            }

            if (!piece.IsWord || ClaimPhrases.IsSaidOfNothing(sentence, i))
            {
                continue;
            }

            var claims = ClaimWords.MadeBy(piece.Lower);
            if (claims.Count > 0 && !(claims[0].Name == "a wish" && ClaimPhrases.IsCondition(sentence, i)) && !claims.Any(c => Holders(sentence, i, c).Any(f => c.Holds(f) || (IsDenied(sentence, i, c, f)))))
            {
                yield return $"'{piece.Text}' claims {claims[0].Name}, for which there is no evidence.";
            }
        }

    }

    private static bool IsDenied(Sentence sentence, int at, ClaimWords claim, PickFacts facts) => Denials.IsNear(sentence, at)
        && claim.Name switch
        {
            "a wish" => facts.IsBare || facts is { Words.Count: 0, ByMeaning: false } || Denials.DeniesText(sentence, at) || Denials.DeniesWish(sentence, at),
            "a text that says so" => facts.ByMeaning || Denials.DeniesText(sentence, at),
            "what other people do" => facts.IsNew || facts.IsBare,
            "newness" => facts.IsBare,
            "likes" => facts.IsBare || facts.Liked.Count == 0,
            "likeness" or "something in common" => facts.InCommon.Count == 0,
            _ => false,
        };

    /// <summary>What speaks for those that a claim is made of.</summary>
    private static IEnumerable<PickFacts> Holders(Sentence sentence, int at, ClaimWords claim)
    {
        var all = sentence.Parties.Facts.Versus is { } versus ? new[] { sentence.Parties.Facts, versus.Facts with { Versus = new(sentence.Parties.Facts, null) } } : [sentence.Parties.Facts];
        if (!claim.IsOfItem)
        {
            return all;
        }

        // "The description of X".
        if (sentence.Is(at + 1, "of") && sentence.Title(sentence.After(at + 1)) is { } described)
        {
            return all.Where(f => described.Item == f.Item);
        }

        return PicksOf(sentence, at);
    }

    /// <summary>What speaks for those named beside a place; for all when none is.</summary>
    public static IEnumerable<PickFacts> PicksOf(Sentence sentence, int at)
    {
        var all = sentence.Parties.Facts.Versus is { } versus ? new[] { sentence.Parties.Facts, versus.Facts with { Versus = new(sentence.Parties.Facts, null) } } : [sentence.Parties.Facts];
        var unit = sentence.Unit(at);
        // "You asked for something like X".
        Party[] compared = [.. Sharing.Comparisons(sentence, unit).SelectMany(u => u.Places).Where(p => p > at).Select(sentence.Title).OfType<Party>().Where(p => p.Pick is not null)];
        if (compared.Length > 0 && unit.Places.Any(sentence.IsReader))
        {
            return all.Where(f => compared.Any(p => p.Item == f.Item));
        }

        // "You asked for …, and the description of X says so": nothing near says of whom.
        if (Subjects.Of(sentence, unit).Count == 0 && !unit.Places.Any(p => sentence.Title(p) is not null || sentence.IsPronoun(p) || sentence.Is(p, "its")) && unit.Places.Any(p => sentence.IsReader(p) || sentence.Is(p, "your")))
        {
            Party[] named = [.. Enumerable.Range(0, sentence.Pieces.Count).Select(sentence.Title).OfType<Party>().Where(p => p.Pick is not null).Distinct()];
            return named.Length == 0 || sentence.Pieces.Any(p => p.IsWord && p.Lower is "it" or "its" or "it's" or "this") ? all : all.Where(f => named.Any(p => p.Item == f.Item));
        }

        var of = SaidOf.Of(sentence, at, mayBeShared: true);
        if (Subjects.Of(sentence, unit) is { Count: > 0 } subject && subject.All(p => p.Kind == MentionKind.Liked))
        {
            return [];
        }

        return of.Any(p => p.Pick is not null) ? all.Where(f => of.Any(p => p.Item == f.Item)) : of.Count > 0 && Subjects.Of(sentence, sentence.Unit(at)).Count > 0 ? [] : all;
    }
}
