using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Whom something at a place is said of, by the place's clause and what stands around it.</summary>
internal static class SaidOf
{
    private static readonly FrozenSet<string> Sharing = Lexicon.Words("share shares shared sharing common same both alike each overlap overlaps two three together");
    private static readonly FrozenSet<string> Linking = Lexicon.Words("link links linked linking connect connects connected join joins joined tie ties tied unite unites united bridge bridges between meet meets match matched agree agrees");

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
        if (IsChoice(sentence, unit))
        {
            return [];
        }

        if (IsCondition(sentence, unit) && sentence.Units.FirstOrDefault(u => u.Places[0] > unit.Places[0] && u.Places.Any(p => sentence.Title(p) is not null)) is { } then)
        {
            return [then.Places.Select(sentence.Title).OfType<Party>().First()];
        }

        if (sentence.Units.FirstOrDefault(u => u.Kind == UnitKind.Relative && u.Head == at) is { } relative && OwnSubject(sentence, relative) is { Count: > 0 } own && !Negation.IsIn(sentence, relative) && Subject(sentence, unit).Count == 0)
        {
            return own;
        }

        // "It's F that joins L to X".
        if (unit.Places.Any(p => p < at && sentence.Is(p, "it's", "it")) && sentence.Units.FirstOrDefault(u => u.Kind == UnitKind.Relative && u.Head == at && u.Places.Any(p => sentence.Title(p) is not null)) is { } cleft && !cleft.Places.Any(sentence.IsReader))
        {
            return [.. Named(sentence, cleft)];
        }

        var isShared = mayBeShared && IsShared(sentence, unit, at);
        if (!isShared && Beside(sentence, at) is { } beside)
        {
            return beside;
        }

        if (isShared)
        {
            return Shared(sentence, unit, at);
        }

        return OfUnit(sentence, unit, at, mayBeShared, []);
    }

    /// <summary>"F or G?", "between an F and a G": neither is said of anything.</summary>
    private static bool IsChoice(Sentence sentence, Unit unit) => unit is { Kind: UnitKind.Fragment, Verb: < 0 } && !unit.Places.Any(p => sentence.Title(p) is not null) && unit.Places.Any(p => sentence.Is(p, "or", "between"));

    /// <summary>"If it's F you're after, X": F is said of X.</summary>
    private static bool IsCondition(Sentence sentence, Unit unit) => sentence.Is(unit.Places[0], "if") && unit.Places.Count > 1 && sentence.Is(unit.Places[1], "it's", "it", "you") && !unit.Places.Any(p => sentence.Title(p) is not null);

    /// <summary>"What is new beside L is F", "different from L: F": of the item that has F and whose likes have it not.</summary>
    private static Party? WhatIsNew(Sentence sentence, int at) => Enumerable.Range(0, at).Any(i => sentence.IsOf(i, Changes) || (sentence.IsOf(i, Additions) && sentence.Title(i - 1) is not { Kind: MentionKind.Liked }))
        ? sentence.Parties.All.FirstOrDefault(p => p.Pick?.Different is { } different && different.Value == sentence.Pieces[at].Mention?.Value) : null;

    private static IReadOnlyList<Party> OfUnit(Sentence sentence, Unit unit, int at, bool mayBeShared, HashSet<Unit> seen)
    {
        if (!seen.Add(unit))
        {
            return [];
        }

        if (Subject(sentence, unit) is { Count: > 0 } subject)
        {
            return subject;
        }

        // "X: F, by the maker of L": what follows a colon is said of what stood before it.
        if (unit is { Kind: UnitKind.Fragment, Verb: < 0, Outer: null, Mark: ":" or "–" or "—" } && !unit.Places.Any(p => p < at && sentence.Title(p) is not null) && Neighbour(sentence, unit, sentence.Units.Reverse(), -1) is { } explained
            && (Subject(sentence, explained) is { Count: > 0 } or [] && explained.Places.Count(p => sentence.Title(p) is not null) == 1 && explained.Verb < 0))
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
            return IsAgent(sentence, unit, at) ? [.. titles.Where(t => t > at && !Lacking.IsExcluded(sentence, t)).Select(t => sentence.Title(t)!)] : [sentence.Title(after)!];
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
            if (sentence.Title(unit.Head) is { } head && !SpeaksOfSubject(sentence, unit))
            {
                return [head];
            }

            if (unit.Outer is { } main && SpeaksOfSubject(sentence, unit) && unit.Kind == UnitKind.Fragment && Subject(sentence, main).Count == 0 && (main.Places.Any(sentence.IsReader) || (main.Verb < 0 && sentence.Is(unit.Places[0], "but"))))
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
        mayBeShared && IsShared(sentence, unit, at) ? Shared(sentence, unit, at) : OfUnit(sentence, unit, at, mayBeShared, seen);

    /// <summary>Whom a clause is about, when that is items; empty when its subject is the reader, a person or a thing.</summary>
    public static IReadOnlyList<Party> Subject(Sentence sentence, Unit unit) => sentence.Subject(unit, FindSubject);

    private static IReadOnlyList<Party> FindSubject(Sentence sentence, Unit unit)
    {
        if (unit.Kind == UnitKind.Relative)
        {
            return OfRelative(sentence, unit);
        }

        if (unit.Kind == UnitKind.Continued)
        {
            return unit.Before is not { } before ? [] : before is { Kind: UnitKind.Fragment, Verb: < 0 } ? [.. Named(sentence, before)] : Subject(sentence, before);
        }

        if (unit.Verb < 0 && !unit.Places.Any(p => sentence.Is(p, "it's")))
        {
            return [];
        }

        int[] ahead = [.. unit.Places.Where(p => p <= unit.Verb)];
        int[] titles = [.. ahead.Where(p => sentence.Title(p) is not null && !IsInAdjunct(sentence, p))];
        if (titles.Length > 0)
        {
            return [.. titles.Select(p => sentence.Title(p)!)];
        }

        // "One of your likes, X, has …".
        if (unit.Verb >= 0 && sentence.Units.FirstOrDefault(u => u.Outer == unit && u.Kind == UnitKind.Fragment && u.Verb < 0 && u.Places[0] > unit.Places[0] && u.Places[^1] < unit.Verb && sentence.IsNamed(u.Places[0])
            && u.Places.Any(p => sentence.Title(p) is not null) && !ahead.Any(sentence.IsFacet)) is { } named)
        {
            return [.. Named(sentence, named)];
        }

        if (ahead.Any(p => sentence.IsReader(p) || sentence.IsWriter(p) || sentence.IsPerson(p)))
        {
            return [];
        }

        if (ahead.Where(p => sentence.IsPronoun(p) && !IsInAdjunct(sentence, p)).Take(1).ToArray() is [var pronoun])
        {
            // "It's X".
            if (sentence.Is(pronoun, "it's") && sentence.IsNamed(pronoun + 1) && sentence.Title(sentence.NamedAt(pronoun + 1)) is { } itself)
            {
                return [itself];
            }

            // "In X, it's F".
            if (sentence.Is(pronoun, "it's", "it") && unit.Before is { Kind: UnitKind.Fragment, Verb: < 0 } front && sentence.Is(front.Places[0], "in", "with", "for") && unit.Mark.Length == 0
                && front.Places.Select(sentence.Title).OfType<Party>().ToArray() is [var place] && front.Places[^1] == unit.Places[0] - 1)
            {
                return [place];
            }

            return Antecedents.Of(sentence, pronoun);
        }

        // "By F is X", "From Iran comes X".
        if (ahead.All(p => !sentence.IsNoun(p) || sentence.IsPreposition(ahead[0])) && (sentence.IsPreposition(ahead[0]) || sentence.IsAdverb(ahead[0]) || ahead.Length == 1) && sentence.Title(sentence.After(unit.Verb)) is { } inverted)
        {
            return [inverted];
        }

        return [];
    }

    private static IReadOnlyList<Party> OfRelative(Sentence sentence, Unit unit)
    {
        return OwnSubject(sentence, unit) is { Count: > 0 } own ? own : Head(sentence, unit);
    }

    /// <summary>"Which L has", "on which L is built": the subject inside; none of "which you liked" and "who made L".</summary>
    private static IReadOnlyList<Party> OwnSubject(Sentence sentence, Unit unit)
    {
        if (sentence.Is(unit.Places[0], "whose", "who", "whom") || sentence.Is(unit.Places[0] + 1, "whose"))
        {
            return [];
        }

        int[] inside = [.. unit.Places.Where(p => (unit.Verb < 0 || p < unit.Verb) && sentence.Title(p) is not null)];
        return inside.Length > 0 ? [.. inside.Select(p => sentence.Title(p)!)]
            : unit.Places.FirstOrDefault(p => unit.Verb >= 0 && p <= unit.Verb && p > unit.Places[0] && sentence.IsPronoun(p), -1) is >= 0 and var pronoun ? Antecedents.Of(sentence, pronoun) : [];
    }

    /// <summary>The items that a unit hangs on: the name before it, and those it is listed with where a plural verb follows.</summary>
    private static IReadOnlyList<Party> Head(Sentence sentence, Unit unit)
    {
        if (sentence.Title(unit.Head) is { } head)
        {
            var isPlural = sentence.Is(unit.Places[0] + 1, "are", "were", "have", "share") || unit.Places.Any(p => sentence.Is(p, "both", "all"));
            return isPlural ? [.. Listed(sentence, unit.Head)] : [head];
        }

        return unit.Outer is { } outer && sentence.IsNoun(unit.Head) ? Subject(sentence, outer) : [];
    }

    /// <summary>A title and those that a list names before it.</summary>
    private static IEnumerable<Party> Listed(Sentence sentence, int last)
    {
        for (var i = last; i >= 0; i--)
        {
            if (sentence.Title(i) is { } title)
            {
                yield return title;
            }
            else if (!sentence.IsQuote(i) && !sentence.IsMarkAt(i, ",") && !sentence.Is(i, "and", "the"))
            {
                yield break;
            }
        }
    }

    /// <summary>What stands right beside: "F's X", "the F film X", "X's F", "X (F)", "X by F".</summary>
    private static IReadOnlyList<Party>? Beside(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        // Ahead: nothing but nouns, adjectives, years and further values up to the title.
        for (var i = sentence.After(at); i < sentence.Pieces.Count; i++)
        {
            if (sentence.Title(i) is { } title && (sentence.Unit(i) == unit || sentence.IsMarkAt(i - 1, "(")))
            {
                return [title];
            }

            var goesOn = sentence.IsQuote(i) || sentence.IsMarkAt(i, "(", ")") || sentence.IsGenitive(i) || sentence.IsFacet(i) || sentence.Pieces[i].IsNumber || sentence.Is(i, "own", "new") || sentence.IsCalled(i) || sentence.IsKind(i)
                || (sentence.Is(i, "in", "of", "behind") && (sentence.Title(sentence.After(i)) is not null || (sentence.Is(i + 1, "the") && sentence.Title(sentence.After(i + 1)) is not null)) ) || (sentence.Is(i, "the") && sentence.Is(i - 1, "in", "of", "behind"));
            if (!goesOn || sentence.Is(i, "s") && !sentence.IsGenitive(i) && !sentence.IsMarkAt(i - 1, "'"))
            {
                break;
            }
        }

        // Behind: the nearest title of this unit or of what it hangs on, with no verb between.
        for (var i = at - 1; i >= 0; i--)
        {
            if (sentence.Unit(i) != unit)
            {
                break;
            }

            if (sentence.Title(i) is { } title)
            {
                return [title];
            }

            if (i == unit.Verb || sentence.IsFinite(i) || sentence.Is(i, "but"))
            {
                return null;
            }

            if (sentence.IsPronoun(i) && !sentence.Is(i, "both"))
            {
                return Antecedents.Of(sentence, i);
            }

            if (sentence.Is(i, "its"))
            {
                return null;
            }
        }

        return unit.Kind == UnitKind.Fragment && sentence.Title(unit.Head) is { } head && unit.Verb < 0 && !unit.Places.Any(p => sentence.Title(p) is not null) && !SpeaksOfSubject(sentence, unit) ? [head] : null;
    }

    /// <summary>"X is like Y, only darker": what follows a contrast goes back to the subject.</summary>
    private static bool SpeaksOfSubject(Sentence sentence, Unit unit) => IsParallel(sentence, unit) || sentence.Is(unit.Places[0], "but", "only", "and", "with", "this", "besides", "plus", "now", "just");

    /// <summary>"Coral like A, a lipstick like B": two values with a comparison each.</summary>
    private static bool IsParallel(Sentence sentence, Unit unit) => unit.Kind == UnitKind.Fragment && Comparisons(sentence, unit).Any() && unit.Head >= 0 && sentence.Unit(unit.Head) is { Kind: UnitKind.Comparison };

    /// <summary>Whether a title stands behind a preposition, so that it is no subject.</summary>
    private static bool IsInAdjunct(Sentence sentence, int at)
    {
        var i = at - 1;
        while (i >= 0 && (sentence.IsQuote(i) || sentence.Is(i, "the", "a", "both", "your", "liked", "well-liked") || (sentence.Is(i, "and") && sentence.Pieces[Math.Max(0, i - 1)].Mention is not null) || sentence.IsMarkAt(i, ",") || (sentence.Title(i) is not null && sentence.Unit(i) == sentence.Unit(at)) || sentence.IsFacet(i) || sentence.IsGenitive(i) || sentence.IsCalled(i)))
        {
            if (sentence.IsMarkAt(i, ",") && sentence.Title(i - 1) is null)
            {
                return false;
            }

            i--;
        }

        return i >= 0 && sentence.Unit(i) == sentence.Unit(at) && sentence.IsPreposition(i);
    }

    private static bool IsAgent(Sentence sentence, Unit unit, int at) => unit.Verb > at;

    private static bool IsShared(Sentence sentence, Unit unit, int at)
    {
        var titles = unit.Places.Count(p => sentence.Title(p) is not null);
        return unit.Places.Any(p => sentence.IsWordAt(p) && (Sharing.Contains(sentence.Pieces[p].Lower) && !(sentence.Is(p, "two", "three", "each") && titles < 2) && !(sentence.Is(p, "both") && p > at) || (Linking.Contains(sentence.Pieces[p].Lower) && titles > 0)))
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
            && !sentence.Clause(at).Any(i => i < at && sentence.IsFacet(i)) && (Subject(sentence, unit).Count > 0 || unit.Verb < 0 || unit.Places.Any(p => sentence.Title(p) is not null));
    }

    private static bool IsLikening(Sentence sentence, Unit unit) => !sentence.Is(unit.Places[0], "unlike", "than", "nor", "neither") && !sentence.Is(unit.Places[0] + 1, "nor", "neither") && !Negation.IsIn(sentence, unit);

    /// <summary>The comparisons that hang on a unit, or on a fragment of it: "in black, the same as L".</summary>
    public static IEnumerable<Unit> Comparisons(Sentence sentence, Unit unit) => sentence.Units.Where(u => u.Kind == UnitKind.Comparison
        && (u.Outer == unit || (u.Outer is { Kind: UnitKind.Fragment, Outer: { } outer } && outer == unit && !u.Outer.Places.Any(sentence.IsFacet))));

    /// <summary>Whether a comparison is of what stands at a place: right after it, or in front of the clause.</summary>
    private static bool IsComparedBy(Sentence sentence, Unit comparison, int at)
    {
        var start = comparison.Places[0];
        // A further value after the comparison is of the subject alone.
        return start > at ? !sentence.Between(at, start).Any(i => sentence.Is(i, "but") || sentence.IsMarkAt(i, "–", "—", "-") || (sentence.IsFacet(i) && !sentence.IsMarkAt(start - 1, ",") && sentence.Between(at, i).Any(j => sentence.IsDeterminer(j))) || (sentence.Unit(i) is { Kind: UnitKind.Comparison } other && other != comparison && !sentence.IsMarkAt(start - 1, ",")))
            : !sentence.Between(comparison.Places.LastOrDefault(p => sentence.Title(p) is not null, start), at).Any(i => sentence.Is(i, "but", "also", "adds", "only", "and") && !sentence.IsFacet(i - 1));
    }

    private static IReadOnlyList<Party> Shared(Sentence sentence, Unit unit, int at)
    {
        var own = Named(sentence, unit).ToList();
        foreach (var compared in Comparisons(sentence, unit).Where(u => IsLikening(sentence, u) && IsComparedBy(sentence, u, at)))
        {
            own.AddRange(Named(sentence, compared));
        }

        if (unit.Outer is { } outer && unit.Kind is UnitKind.Fragment)
        {
            own.AddRange(Subject(sentence, outer) is { Count: > 0 } subject ? subject : Named(sentence, outer));
        }

        Party[] all = [.. own.Distinct()];
        if (all.Length < 2 || unit.Places.Any(p => sentence.IsPronoun(p) && !sentence.Is(p, "both")))
        {
            all = [.. all.Concat(OfUnit(sentence, unit, at, mayBeShared: false, [])).Distinct()];
        }

        // "With F in common with L, X is …".
        if (all.Length < 2 && unit is { Kind: UnitKind.Fragment, Outer: null } && sentence.Units.FirstOrDefault(u => u.Kind == UnitKind.Main && u.Places[0] > unit.Places[0]) is { Mark: "" } main)
        {
            all = [.. all.Concat(Subject(sentence, main)).Distinct()];
        }

        if (all.Length < 2 && unit.Places.Any(p => sentence.IsWordAt(p) && Sharing.Contains(sentence.Pieces[p].Lower)))
        {
            all = [.. all.Concat(Antecedents.Named(sentence, at).Where(p => p.Kind != MentionKind.Disliked)).Distinct()];
        }

        if (all.Length < 2 && sentence.Parties.Versus is null)
        {
            all = [.. all.Append(sentence.Parties.Item).Distinct()];
        }

        return all;
    }

    private static IEnumerable<Party> Named(Sentence sentence, Unit unit) => unit.Places.Where(p => sentence.Title(p) is not null && !Lacking.IsExcluded(sentence, p)).Select(p => sentence.Title(p)!)
        .Concat(unit.Kind == UnitKind.Comparison ? unit.Places.Where(p => Antecedents.IsOrdinal(sentence, p)).SelectMany(p => Antecedents.Of(sentence, p)) : []);
}
