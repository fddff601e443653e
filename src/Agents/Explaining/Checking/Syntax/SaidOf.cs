using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Whom something at a place is said of, by the place's clause and what stands around it.</summary>
internal static class SaidOf
{
    private static readonly FrozenSet<string> Changes = Lexicon.Words("new different difference extra beyond compared departure change apart differs differ besides beside");
    private static readonly FrozenSet<string> Additions = Lexicon.Words("adds mixes brings joins add bring mix throws gains includes");

    /// <summary>The items; none when that can't be told.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="at">The place of an attribute, a year, a number or a claim.</param>
    /// <param name="mayBeShared">Whether it may be said of several at once.</param>
    public static IReadOnlyList<Party> Of(Sentence sentence, int at, bool mayBeShared)
    {
        if (WhatIsNew(sentence, at) is { } changed)
        {
            return [changed];
        }

        var unit = sentence.Unit(at);
        if (Conditions.IsChoice(sentence, unit))
        {
            return [];
        }

        if (Conditions.Chosen(sentence, unit) is { } chosen)
        {
            return [chosen];
        }

        if (sentence.Units.FirstOrDefault(u => u.Kind == UnitKind.Relative && u.Head == at) is { } relative && Subjects.OwnOf(sentence, relative) is { Count: > 0 } own && !Negation.IsIn(sentence, relative) && Subjects.Of(sentence, unit).Count == 0)
        {
            return own;
        }

        // "It's F that joins L to X".
        if (unit.Places.Any(p => p < at && sentence.Is(p, "it's", "it")) && sentence.Units.FirstOrDefault(u => u.Kind == UnitKind.Relative && u.Head == at && u.Places.Any(p => sentence.Title(p) is not null)) is { } cleft && !cleft.Places.Any(sentence.IsReader))
        {
            return [.. Sharing.Named(sentence, cleft)];
        }

        var isShared = mayBeShared && Sharing.Is(sentence, unit, at);
        if (!isShared && Beside.Of(sentence, at) is { } beside)
        {
            return beside;
        }

        if (isShared)
        {
            return Sharing.Of(sentence, unit, at);
        }

        return OfUnit(sentence, unit, at, mayBeShared, []);
    }

    /// <summary>"What is new beside L is F", "different from L: F": of the item that has F and whose likes have it not.</summary>
    private static Party? WhatIsNew(Sentence sentence, int at) => Enumerable.Range(0, at).Any(i => sentence.IsOf(i, Changes) || (sentence.IsOf(i, Additions) && sentence.Title(i - 1) is not { Kind: MentionKind.Liked }))
        ? sentence.Parties.All.FirstOrDefault(p => p.Pick?.Different is { } different && different.Value == sentence.Pieces[at].Mention?.Value) : null;

    /// <summary>Those that a unit speaks of at a place: its subject, else what stands near, else what it hangs on.</summary>
    public static IReadOnlyList<Party> OfUnit(Sentence sentence, Unit unit, int at, bool mayBeShared, HashSet<Unit> seen)
    {
        if (!seen.Add(unit))
        {
            return [];
        }

        if (Subjects.Of(sentence, unit) is { Count: > 0 } subject)
        {
            return subject;
        }

        // "X: F, by the maker of L": what follows a colon is said of what stood before it.
        if (unit is { Kind: UnitKind.Fragment, Verb: < 0, Outer: null, Mark: ":" or "–" or "—" } && !unit.Places.Any(p => p < at && sentence.Title(p) is not null) && Neighbour(sentence, unit, sentence.Units.Reverse(), -1) is { } explained
            && (Subjects.Of(sentence, explained) is { Count: > 0 } or [] && explained.Places.Count(p => sentence.Title(p) is not null) == 1 && explained.Verb < 0))
        {
            return OfNeighbour(sentence, explained, at, mayBeShared, seen);
        }

        // A subject that is no item: the object near the place, before it or after.
        int[] titles = [.. unit.Places.Where(p => sentence.Title(p) is not null)];
        if (titles.LastOrDefault(t => t < at, -1) is >= 0 and var before)
        {
            return [sentence.Title(before)!];
        }

        if (titles.FirstOrDefault(t => t > at, -1) is >= 0 and var after)
        {
            return unit.Verb > at ? [.. titles.Where(t => t > at && !Lacking.IsExcluded(sentence, t)).Select(t => sentence.Title(t)!)] : [sentence.Title(after)!];
        }

        // "F is an artist you liked, on X": the title in what hangs on it.
        if (unit.Verb >= 0 && Hung(sentence, unit).SelectMany(u => u.Places).FirstOrDefault(p => sentence.Title(p) is not null && p > at, -1) is >= 0 and var hung)
        {
            return [sentence.Title(hung)!];
        }

        if (unit.Places.FirstOrDefault(p => sentence.IsPronoun(p) || sentence.Is(p, "its", "their"), -1) is >= 0 and var pronoun)
        {
            return Antecedents.Of(sentence, pronoun);
        }

        if (unit.Kind is UnitKind.Relative or UnitKind.Comparison || (unit.Kind == UnitKind.Fragment && unit.Head >= 0))
        {
            if (sentence.Title(unit.Head) is { } head && !Beside.SpeaksOfSubject(sentence, unit))
            {
                return [head];
            }

            if (unit.Outer is { } main && Beside.SpeaksOfSubject(sentence, unit) && unit.Kind == UnitKind.Fragment && Subjects.Of(sentence, main).Count == 0 && (main.Places.Any(sentence.IsReader) || (main.Verb < 0 && sentence.Is(unit.Places[0], "but"))))
            {
                return Antecedents.Of(sentence, at);
            }

            return unit.Outer is { } outer ? OfNeighbour(sentence, outer, at, mayBeShared, seen) : [];
        }

        if (unit.Kind == UnitKind.Continued && unit.Before is { } continued)
        {
            return OfNeighbour(sentence, continued, at, mayBeShared, seen);
        }

        if (unit.Kind == UnitKind.Fragment)
        {
            var (behind, next) = (Neighbour(sentence, unit, sentence.Units.Reverse(), -1), Neighbour(sentence, unit, sentence.Units, 1));
            var neighbour = unit.Outer ?? (behind is not null && (unit.Mark is ":" or "–" or "—" or "-" || next is null) ? behind : next);
            if (neighbour is not null && neighbour != unit)
            {
                return OfNeighbour(sentence, neighbour, at, mayBeShared, seen);
            }
        }

        return Antecedents.Of(sentence, at);
    }

    private static IEnumerable<Unit> Hung(Sentence sentence, Unit unit) => sentence.Units.Where(u => u.Outer == unit && u.Kind is UnitKind.Fragment or UnitKind.Relative);

    /// <summary>The next unit on one side that stands by itself and has a verb or a title.</summary>
    private static Unit? Neighbour(Sentence sentence, Unit unit, IEnumerable<Unit> units, int side) => units.FirstOrDefault(u =>
        u.Outer is null && u.Places.Count > 0 && Math.Sign(u.Places[0] - unit.Places[0]) == side && (u.Verb >= 0 || u.Places.Any(p => sentence.Title(p) is not null)));

    private static IReadOnlyList<Party> OfNeighbour(Sentence sentence, Unit unit, int at, bool mayBeShared, HashSet<Unit> seen) =>
        mayBeShared && Sharing.Is(sentence, unit, at) ? Sharing.Of(sentence, unit, at) : OfUnit(sentence, unit, at, mayBeShared, seen);

}
