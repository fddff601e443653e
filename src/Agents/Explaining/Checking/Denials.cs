using LlmRec.Agents.Explaining.Checking.Syntax;
using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Nothing is denied that the evidence says: a denial of a kind that the evidence speaks of must be true there.</summary>
internal static class Denials
{
    // As many as may still be called few.
    private const int FewLikes = 20;

    public static IEnumerable<string> Faults(Sentence sentence) => Enumerable.Range(0, sentence.Pieces.Count)
        .Where(i => DenialKinds.IsDenial(sentence, i) && !Holds(sentence, i))
        .Select(i => $"'{sentence.Pieces[i].Text}' denies something that the evidence doesn't.");

    /// <summary>Whether it is denied that the wish brought something in.</summary>
    public static bool DeniesWish(Sentence sentence, int at) => sentence.Clause(at).Any(i => i < at && DenialKinds.IsDenial(sentence, i) && DenialKinds.Of(sentence, i) == Denied.Source);

    /// <summary>Whether anything but a liking is denied in the clause of a place.</summary>
    public static bool IsNearBesidesLiking(Sentence sentence, int at) => sentence.Clause(at).Any(i => DenialKinds.IsDenial(sentence, i) && !DenialKinds.Own.Contains(sentence.Pieces[i].Lower));

    /// <summary>Whether anything is denied in the clause of a place.</summary>
    public static bool IsNear(Sentence sentence, int at) => sentence.Clause(at).Any(i => DenialKinds.IsDenial(sentence, i));

    /// <summary>Whether the clause of a place denies, truly, that words of a wish are in a text.</summary>
    public static bool DeniesText(Sentence sentence, int at) => sentence.Clause(at).Any(i => DenialKinds.IsDenial(sentence, i) && DenialKinds.Of(sentence, i) is Denied.Wish or Denied.Wording && Holds(sentence, i));

    // "F, which none of them is" is looked at with F.
    private static bool Holds(Sentence sentence, int at) => (sentence.Unit(at) is { Kind: UnitKind.Relative } relative && sentence.IsFacet(relative.Head) && Subjects.Of(sentence, relative).Count + relative.Places.Count(p => sentence.Is(p, "likes")) > 0) || (DenialKinds.Of(sentence, at) is not (Denied.People or Denied.Rating or Denied.Fame) && IsWithoutLikes(sentence, at)) || DenialKinds.Of(sentence, at) switch
    {
        // What is said of the reader's likes, of ranks and of attributes has a rule of its own.
        Denied.Nothing or Denied.Liking or Denied.Rank or Denied.Attribute => true,
        Denied.Rating => Picks(sentence, at).Any(p => p.IsNew || p.IsBare),
        Denied.Fame => Picks(sentence, at).Any(p => p.IsNew || p.IsBare || p.Likes < FewLikes),
        Denied.Newness => !Picks(sentence, at).Any(p => p.IsNew),
        Denied.Meaning => !Picks(sentence, at).Any(p => p.ByMeaning),
        Denied.Wording => sentence.Parties.Picks.Any(p => p.ByMeaning) || sentence.Parties.Picks.All(p => p.Words.Count == 0),
        Denied.Reason => Picks(sentence, at).Any(p => p.IsBare || p.Standing != Standing.None || (p.ByMeaning && sentence.Is(at, "no"))) || IsWithoutLikes(sentence, at) || IsOfMaker(sentence, at),
        Denied.Sharing => SharesNothing(sentence, at) || SharesNoPerson(sentence, at) || IsOfMaker(sentence, at),
        Denied.Source => Picks(sentence, at).All(p => p.Words.Count == 0 && !p.ByMeaning),
        Denied.Wish => SaysNone(sentence, at) || sentence.Parties.Picks.Any(p => p.ByMeaning && p.Words.Count == 0) || Ellipsis.Holds(sentence, at) || (Words(sentence, at) is { Length: > 0 } words && words
            .All(word => SaidOf.Of(sentence, at, mayBeShared: false) is { Count: > 0 } said && said.All(s => s.Pick is { } pick && !pick.Words.Contains(word.Value, StringComparer.OrdinalIgnoreCase)))),
        Denied.Ellipsis => Ellipsis.Holds(sentence, at) || (sentence.Is(at, "haven't") && sentence.IsReader(at - 1) && !sentence.Parties.Item.IsLiked) || IsOfMaker(sentence, at) || IsWithoutLikes(sentence, at),
        // Of what nothing is known of, nothing is.
        Denied.Other => Picks(sentence, at).All(p => p.IsBare || p.Standing != Standing.None) || IsWithoutLikes(sentence, at) || IsUnchanged(sentence, at) || IsSetApart(sentence, at),
        _ => false,
    };

    /// <summary>"The label hasn't changed": it is shared with a liked one.</summary>
    private static bool IsUnchanged(Sentence sentence, int at) => sentence.Clause(at).Any(i => sentence.Is(i, "change", "changed", "differ", "vary")) && sentence.Clause(at).Where(sentence.IsKind).ToArray() is { Length: > 0 } kinds
        && kinds.All(k => sentence.Parties.Facts.InCommon.Any(f => Kinds(sentence.Pieces[k].Lower).Contains(FacetKinds.Singular(f.Kind)) || (sentence.Is(k, "genre") && f.Kind == Facet.Category)));

    /// <summary>"X and Y, but not Z": with what is said of the others, which is looked at there; "with X, not with Y": of a word of the wish.</summary>
    private static bool IsSetApart(Sentence sentence, int at)
    {
        if (sentence.Is(at, "unlike"))
        {
            return sentence.Unit(at).Outer is { } outer && sentence.Clause(outer.Places[0]).Any(sentence.IsFacet);
        }

        var next = sentence.IsPreposition(at + 1) ? at + 2 : at + 1;
        next = sentence.Is(next, "that") && sentence.Is(next + 1, "of") ? next + 2 : next;
        return sentence.Is(at, "not") && sentence.Title(sentence.NamedAt(next)) is { } apart && (sentence.Unit(at).Places.Any(p => p < at && sentence.IsFacet(p))
            || (apart.Pick is { } pick && sentence.Pieces.Concat(sentence.Before?.Pieces ?? []).Select(p => p.Mention).OfType<Mention>().Where(m => m.Kind == MentionKind.WishWord).ToArray() is { Length: > 0 } words && words.All(w => !pick.Words.Contains(w.Value, StringComparer.OrdinalIgnoreCase))));
    }

    private static Mention[] Words(Sentence sentence, int at) => [.. sentence.Clause(at).Where(i => i > at).Select(i => sentence.Pieces[i].Mention).OfType<Mention>().Where(m => m.Kind == MentionKind.WishWord)];

    /// <summary>"Y has no such word in its description": of one that has none of the wish.</summary>
    private static bool SaysNone(Sentence sentence, int at) => Words(sentence, at).Length == 0 && Subjects.Of(sentence, sentence.Unit(at)) is { Count: > 0 } subject && subject.All(s => s.Pick is { Words.Count: 0 });

    /// <summary>"X has nothing to do with L": no two of those named have anything in common, as far as is known.</summary>
    private static bool SharesNothing(Sentence sentence, int at)
    {
        if (sentence.Is(at, "unlike"))
        {
            return true;
        }

        Party[] named = [.. sentence.Clause(at).Select(sentence.Title).OfType<Party>().Concat(Subjects.Of(sentence, sentence.Unit(at))).Distinct()];
        if (named.Length < 2)
        {
            return sentence.Parties.Facts is { Liked.Count: > 0, InCommon.Count: 0 } or { IsBare: true };
        }

        return named.Any(p => p.Pick is not null) && named.All(one => named.All(other => one == other || !one.Item.Facets.Any(f => other.Has(f.Value)))) && !named.Any(p => p.Pick is not null && named.Any(l => p.Pick.LikedTogether && p.Pick.Liked.Any(o => o.Item == l.Item)));
    }

    /// <summary>"They aren't by the same person": no maker of one is one of the other.</summary>
    private static bool SharesNoPerson(Sentence sentence, int at)
    {
        Party[] named = [.. sentence.Clause(at).Select(sentence.Title).OfType<Party>().Distinct()];
        return named.Length > 1 && sentence.Clause(at).Any(i => i > at && sentence.Is(i, "person", "hand", "people", "pen", "maker", "makers") && sentence.Is(i - 1, "same"))
            && named.All(one => named.All(other => one == other || !one.Item.Facets.Any(f => (FacetKinds.IsPerson(f.Kind) || f.Kind is "brand" or "maker" or "publisher" or "developer" or "label" or "nursery") && other.Has(f.Value))));
    }

    /// <summary>"We have no like of yours to go by", "we don't know your taste".</summary>
    private static bool IsWithoutLikes(Sentence sentence, int at) => sentence.Parties.Liked.Count == 0 && sentence.Parties.Facts.Standing == Standing.None
        && !sentence.Clause(at).Any(i => People.Is(sentence, i)) && sentence.Clause(at).Any(i => i > at && (sentence.Is(i, "like", "likes", "liked", "taste", "tastes") && Enumerable.Range(i - 3, 6).Any(j => sentence.Is(j, "yours", "your", "you", "what", "any")) || sentence.Is(i, "you") && sentence.Is(i - 1, "know", "about")));

    /// <summary>"It isn't by the maker of L": what L has of that kind, the item hasn't.</summary>
    private static bool IsOfMaker(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        return unit.Places.FirstOrDefault(p => p > at && sentence.IsKind(p), -1) is >= 0 and var kind
            && sentence.Clause(at).Where(p => p > kind).Select(sentence.Title).FirstOrDefault(t => t is not null) is { } owner && (Subjects.Of(sentence, unit) is { Count: > 0 } found ? found : [sentence.Parties.Item]) is var subject
            && subject.SelectMany(s => s.Item.Facets).Where(f => Kinds(sentence.Pieces[kind].Lower).Contains(FacetKinds.Singular(f.Kind))).ToArray() is { Length: > 0 } facets && !facets.Any(f => owner.Has(f.Value));
    }

    private static string[] Kinds(string word) => ClaimWords.Roles.TryGetValue(word, out var kinds) ? kinds : [Inflection.Singular(word)];

    /// <summary>What speaks for those named in a clause; for the item when it names none.</summary>
    private static IEnumerable<PickFacts> Picks(Sentence sentence, int at)
    {
        Party[] named = [.. sentence.Titles(sentence.Clause(at)).Select(i => sentence.Title(i)!).Where(p => p.Pick is not null)];
        return (named.Length > 0 ? named : SaidOf.Of(sentence, at, mayBeShared: false) is { Count: > 0 } subjects && subjects.Any(s => s.Pick is not null) ? subjects : sentence.Parties.All)
            .Select(p => p.Pick).OfType<PickFacts>();
    }
}
