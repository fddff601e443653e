using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>What a word that denies reaches: the clause that it stands in, and no further than a "but".</summary>
internal static class Negation
{
    private static readonly FrozenSet<string> OfNouns = Lexicon.Words("no without lack lacks lacking lacked miss misses missing");
    private static readonly FrozenSet<string> Finding = Lexicon.Words("find get see meet have expect need");

    /// <summary>Whether the attribute at a place is denied by a word of its clause.</summary>
    public static bool Covers(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        // What is in brackets, or hangs on the clause without one of its own, is denied with it.
        if (unit is { Kind: UnitKind.Fragment, Verb: < 0, Outer: { } outer } && sentence.IsMarkAt(unit.Places[0], "(") && sentence.Title(unit.Head) is null && outer.Places.Any(n => n < at && Denies(sentence, n) && Reaches(sentence, outer, n, at)))
        {
            return true;
        }

        return unit.Places.Any(n => n < at && Denies(sentence, n) && Reaches(sentence, unit, n, at));
    }

    /// <summary>"F is not that of X", "F is what X lacks": the place of the word that denies F of what follows; -1 when there is none.</summary>
    public static int Behind(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        return unit.Verb > at && Subjects.Of(sentence, unit).Count == 0 ? unit.Places.FirstOrDefault(n => n >= unit.Verb && Denies(sentence, n) && !IsOfReader(sentence, unit, n), -1) : -1;
    }

    /// <summary>Whether a clause denies anything.</summary>
    public static bool IsIn(Sentence sentence, Unit unit) => unit.Places.Any(n => Denies(sentence, n));

    /// <summary>"You liked nothing by F so far": of all that the reader likes, nothing has F.</summary>
    public static bool IsOfAllLiked(Sentence sentence, int at) => sentence.Unit(at) is var unit && IsNothingLiked(sentence, unit) || unit.Places.Any(p => p <= unit.Verb && sentence.IsReader(p)) && unit.Places.Any(n => n < at && IsNothingOf(sentence, unit, n));

    /// <summary>"Nothing you liked so far is F", "none of your likes is F".</summary>
    private static bool IsNothingLiked(Sentence sentence, Unit unit) => unit.Places.FirstOrDefault(p => sentence.Is(p, "nothing", "none", "neither"), -1) is >= 0 and var nothing && nothing <= Math.Max(unit.Verb, 0)
        && (Enumerable.Range(nothing + 1, 4).Any(i => sentence.Is(i, "likes") && sentence.Is(i - 1, "your", "two")) || sentence.Units.Any(u => u.Kind == UnitKind.Relative && u.Head == nothing && u.Places.Any(sentence.IsReader)) || (sentence.Is(nothing + 1, "you", "you've") && unit.Places.Any(p => p > nothing && LikePhrases.OfAct(sentence, p) == Liking.Likes)));

    private static bool IsNothingOf(Sentence sentence, Unit unit, int at) => sentence.Is(at, "nothing", "anything") && sentence.IsPreposition(at + 1) && unit.Places.Any(p => p < at && sentence.Is(p, "like", "liked", "enjoyed", "loved"))
        && (sentence.Is(at, "nothing") || unit.Places.Any(p => p < at && DenialKinds.IsDenial(sentence, p)));

    private static bool Denies(Sentence sentence, int at) => !(sentence.Is(sentence.Unit(at).Places[0], "if") && sentence.Between(at, at + 4).Any(i => sentence.Is(i, "for") && sentence.IsReader(i + 1))) && ((sentence.Is(at, "but") && sentence.Is(at - 1, "anything", "everything", "all")) || DenialKinds.IsDenial(sentence, at) && !DenialKinds.Own.Contains(sentence.Pieces[at].Lower) && !sentence.Is(at, "unlike") && !(sentence.Is(at, "not") && sentence.Title(sentence.NamedAt(at + 1)) is not null) && !IdleDenials.IsForm(sentence, at));

    private static bool Reaches(Sentence sentence, Unit unit, int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            if (sentence.Unit(i) == unit && (sentence.Is(i, "but") || (OfNouns.Contains(sentence.Pieces[from].Lower) && (sentence.IsFinite(i) || sentence.Is(i, "and", "yet") || (sentence.IsMarkAt(i, ",") && !sentence.IsFacet(i - 1))))))
            {
                return false;
            }
        }

        // "What hasn't changed is F".
        if (unit.Places.Any(p => p < from && p >= from - 3 && sentence.Is(p, "what")) && sentence.Between(from, to).Any(i => sentence.Is(i, "change", "changed", "vary", "varied", "altered", "moved")))
        {
            return false;
        }

        // "Nothing but F", "anything but F".
        return !sentence.Is(from + 1, "but") && !IsOfReader(sentence, unit, from);
    }

    /// <summary>"You didn't like the drama X" denies a liking; "you won't find F in X" denies F.</summary>
    private static bool IsOfReader(Sentence sentence, Unit unit, int at) => !IsNothingOf(sentence, unit, at) && unit.Places.Any(p => p <= unit.Verb && (sentence.IsReader(p) || sentence.IsWriter(p) || sentence.IsPerson(p)))
        && !Enumerable.Range(at, 4).Any(i => sentence.IsWordAt(i) && Finding.Contains(sentence.Pieces[i].Lower));
}
