namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Whom a clause is about.</summary>
internal static class Subjects
{
    /// <summary>Whom a clause is about, when that is items; empty when its subject is the reader, a person or a thing.</summary>
    public static IReadOnlyList<Party> Of(Sentence sentence, Unit unit) => sentence.Subject(unit, Find);

    private static IReadOnlyList<Party> Find(Sentence sentence, Unit unit)
    {
        if (unit.Kind == UnitKind.Relative)
        {
            return OwnOf(sentence, unit) is { Count: > 0 } own ? own : Head(sentence, unit);
        }

        if (unit.Kind == UnitKind.Continued)
        {
            return unit.Before is not { } before ? [] : before is { Kind: UnitKind.Fragment, Verb: < 0 } ? [.. Sharing.Named(sentence, before)] : Of(sentence, before);
        }

        if (unit.Verb < 0)
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
        if (sentence.Units.FirstOrDefault(u => u.Outer == unit && u.Kind == UnitKind.Fragment && u.Verb < 0 && u.Places[0] > unit.Places[0] && u.Places[^1] < unit.Verb && sentence.IsNamed(u.Places[0])
            && u.Places.Any(p => sentence.Title(p) is not null) && !ahead.Any(sentence.IsFacet)) is { } named)
        {
            return [.. Sharing.Named(sentence, named)];
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
            if (sentence.Is(pronoun, "it's", "it") && unit.Before is { Kind: UnitKind.Fragment, Verb: < 0 } front && (sentence.Is(front.Places[0], "in", "with", "for", "regarding", "concerning") || (sentence.Is(front.Places[0], "as") && sentence.Is(front.Places[0] + 1, "for"))) && unit.Mark.Length == 0
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

    /// <summary>"Which L has", "on which L is built": the subject inside; none of "which you liked" and "who made L".</summary>
    public static IReadOnlyList<Party> OwnOf(Sentence sentence, Unit unit)
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
            return isPlural ? [head, .. TitleLists.Before(sentence, unit.Head)] : [head];
        }

        return unit.Outer is { } outer && sentence.IsNoun(unit.Head) ? Of(sentence, outer) : [];
    }

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
}
