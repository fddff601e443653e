using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>What is said of several items at once: by a word of sharing, by a comparison, by "too".</summary>
internal static class Sharing
{
    private static readonly FrozenSet<string> Words = Lexicon.Words("share shares shared sharing common same both alike each overlap overlaps two three together");
    private static readonly FrozenSet<string> Linking = Lexicon.Words("link links linked linking connect connects connected join joins joined tie ties tied unite unites united bridge bridges between meet meets match matched agree agrees");

    /// <summary>Whether something at a place is said of several items at once, as a unit puts it.</summary>
    public static bool Is(Sentence sentence, Unit unit, int at)
    {
        var titles = unit.Places.Count(p => sentence.Title(p) is not null);
        return unit.Places.Any(p => sentence.IsWordAt(p) && (Words.Contains(sentence.Pieces[p].Lower) && !(sentence.Is(p, "two", "three", "each") && titles < 2) && !(sentence.Is(p, "both") && p > at) || (Linking.Contains(sentence.Pieces[p].Lower) && titles > 0)))
            || !IsOwned(sentence, at) && Comparisons(sentence, unit).Any(u => IsLikening(sentence, u) && IsComparedBy(sentence, u, at))
            || IsToo(sentence, unit, at);
    }

    /// <summary>"F's X": of X alone, whatever X is compared with.</summary>
    private static bool IsOwned(Sentence sentence, int at) => sentence.IsMarkAt(at + 1, "'") && sentence.Is(at + 2, "s") && sentence.Title(at + 3) is not null;

    /// <summary>"You liked L; X is a drama too".</summary>
    private static bool IsToo(Sentence sentence, Unit unit, int at)
    {
        var end = unit.Places.FirstOrDefault(p => p > at && p <= at + 3 && (sentence.Is(p, "too", "likewise") || (sentence.Is(p, "as") && sentence.Is(p + 1, "well") && !sentence.Is(p + 2, "as"))), -1);
        return end > 0 && sentence.Between(at, end).All(i => sentence.Pieces[i].IsWord) && !sentence.Is(at - 2, "also")
            && !sentence.Clause(at).Any(i => i < at && sentence.IsFacet(i)) && (Subjects.Of(sentence, unit).Count > 0 || unit.Verb < 0 || unit.Places.Any(p => sentence.Title(p) is not null));
    }

    /// <summary>Whether a comparison likens: "like L", not "unlike L" or "as L isn't".</summary>
    private static bool IsLikening(Sentence sentence, Unit unit) => !sentence.Is(unit.Places[0], "unlike", "than", "nor", "neither") && !sentence.Is(unit.Places[0] + 1, "nor", "neither") && !Negation.IsIn(sentence, unit);

    /// <summary>The comparisons that hang on a unit, or on a fragment of it: "in black, the same as L".</summary>
    public static IEnumerable<Unit> Comparisons(Sentence sentence, Unit unit) => sentence.Units.Where(u => u.Kind == UnitKind.Comparison
        && (u.Outer == unit || (u.Outer is { Kind: UnitKind.Fragment, Outer: { } outer } && outer == unit && !u.Outer.Places.Any(sentence.IsFacet))));

    /// <summary>Whether a comparison is of what stands at a place: right after it, or in front of the clause.</summary>
    private static bool IsComparedBy(Sentence sentence, Unit comparison, int at)
    {
        var start = comparison.Places[0];
        if (start < at)
        {
            // A further value after the comparison is of the subject alone.
            var end = comparison.Places.LastOrDefault(p => sentence.Title(p) is not null, start);
            return !sentence.Between(end, at).Any(i => sentence.Is(i, "but", "also", "adds", "only", "and") && !sentence.IsFacet(i - 1));
        }

        // "A drama like L and a romance like M": without a comma each comparison is of the value before it.
        var isOfAll = sentence.IsMarkAt(start - 1, ",");
        return !sentence.Between(at, start).Any(i => sentence.Is(i, "but") || sentence.IsMarkAt(i, "–", "—", "-")
            || (!isOfAll && sentence.IsFacet(i) && sentence.Between(at, i).Any(j => sentence.IsDeterminer(j)))
            || (!isOfAll && sentence.Unit(i) is { Kind: UnitKind.Comparison } other && other != comparison));
    }

    /// <summary>The items that share what stands at a place.</summary>
    public static IReadOnlyList<Party> Of(Sentence sentence, Unit unit, int at)
    {
        var own = Named(sentence, unit).ToList();
        // "Shares F with A and G with B": each with the name that follows it.
        if (With(sentence, unit) is { Length: > 1 } with && sentence.Between(with[0], with[^1]).Any(sentence.IsFacet) && with.FirstOrDefault(p => p > at, -1) is >= 0 and var mine)
        {
            own = [.. Subjects.Of(sentence, unit), sentence.Title(mine)!];
        }

        foreach (var compared in Comparisons(sentence, unit).Where(u => IsLikening(sentence, u) && IsComparedBy(sentence, u, at)))
        {
            own.AddRange(Named(sentence, compared));
        }

        if (unit.Outer is { } outer && unit.Kind is UnitKind.Fragment)
        {
            own.AddRange(Subjects.Of(sentence, outer) is { Count: > 0 } subject ? subject : Named(sentence, outer));
        }

        Party[] all = [.. own.Distinct()];
        if (all.Length < 2 || unit.Places.Any(p => sentence.IsPronoun(p) && !sentence.Is(p, "both")))
        {
            all = [.. all.Concat(SaidOf.OfUnit(sentence, unit, at, mayBeShared: false, [])).Distinct()];
        }

        // "With F in common with L, X is …".
        if (all.Length < 2 && unit is { Kind: UnitKind.Fragment, Outer: null } && sentence.Units.FirstOrDefault(u => u.Kind == UnitKind.Main && u.Places[0] > unit.Places[0]) is { Mark: "" } main)
        {
            all = [.. all.Concat(Subjects.Of(sentence, main)).Distinct()];
        }

        if (all.Length < 2 && unit.Places.Any(p => sentence.IsWordAt(p) && Words.Contains(sentence.Pieces[p].Lower)))
        {
            all = [.. all.Concat(Antecedents.Named(sentence, at).Where(p => p.Kind != MentionKind.Disliked)).Distinct()];
        }

        if (all.Length < 2 && sentence.Parties.Versus is null)
        {
            all = [.. all.Append(sentence.Parties.Item).Distinct()];
        }

        return all;
    }

    private static int[] With(Sentence sentence, Unit unit) => [.. unit.Places.Where(p => sentence.Title(p) is not null && Enumerable.Range(p - 3, 3).Any(i => sentence.Is(i, "with") && sentence.NamedAt(i + 1) == p))];

    /// <summary>The items that a unit names, without those it sets apart.</summary>
    public static IEnumerable<Party> Named(Sentence sentence, Unit unit) => unit.Places.Where(p => sentence.Title(p) is not null && !Lacking.IsExcluded(sentence, p)).Select(p => sentence.Title(p)!)
        .Concat(unit.Kind == UnitKind.Comparison ? unit.Places.Where(p => Antecedents.IsOrdinal(sentence, p)).SelectMany(p => Antecedents.Of(sentence, p)) : []);
}
