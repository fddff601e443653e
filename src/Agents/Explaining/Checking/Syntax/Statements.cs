namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>What a text says of an item: that it has an attribute, or that it hasn't.</summary>
/// <param name="Of">The item.</param>
/// <param name="IsDenied">Whether it is said not to have it.</param>
internal readonly record struct Statement(Party Of, bool IsDenied);

/// <summary>All that a text says with one attribute.</summary>
internal static class Statements
{
    /// <summary>The statements made at the place of an attribute; none where it can't be told of whom it is said.</summary>
    public static IEnumerable<Statement> At(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        if (Negation.Behind(sentence, at) is >= 0 and var behind && Denied(sentence, unit, behind) is { Length: > 0 } without)
        {
            foreach (var party in without)
            {
                yield return new(party, true);
            }

            foreach (var party in unit.Places.Where(p => p < behind).Select(sentence.Title).OfType<Party>())
            {
                yield return new(party, false);
            }

            yield break;
        }

        var isDenied = Negation.Covers(sentence, at);
        var said = isDenied && Negation.IsOfAllLiked(sentence, at) ? sentence.Parties.Liked : SaidOf.Of(sentence, at, mayBeShared: true);
        // "X doesn't share F with L": one of them hasn't it.
        if (!isDenied || said.Count < 2 || said.All(p => p.Has(sentence.Pieces[at].Mention!.Value)))
        {
            foreach (var party in said)
            {
                yield return new(party, isDenied);
            }
        }

        foreach (var hung in sentence.Units.Where(u => u.Kind is UnitKind.Relative or UnitKind.Fragment && IsOn(sentence, u, at)))
        {
            foreach (var statement in Hung(sentence, hung, isDenied).Where(h => !said.Contains(h.Of)))
            {
                yield return statement;
            }
        }

        // "X and Y are F, but not Z".
        foreach (var apart in unit.Places.Where(p => sentence.Is(p, "not") && sentence.Title(sentence.NamedAt(p + 1)) is not null).Select(p => sentence.Title(sentence.NamedAt(p + 1))!).Where(p => !said.Contains(p)))
        {
            yield return new(apart, !isDenied);
        }

        // "F from L": L has it as well.
        if (sentence.Is(AfterKind(sentence, at), "from") && sentence.NamedAt(AfterKind(sentence, at) + 1) is var source && sentence.Title(source) is { } origin && !said.Contains(origin) && sentence.Unit(source) == unit && !sentence.IsGenitive(source + 2))
        {
            yield return new(origin, false);
        }

        // "Only X is F": the others named have it not.
        if (unit.Places.FirstOrDefault(p => p < at && sentence.Is(p, "only") && (sentence.IsNamed(p + 1) || Antecedents.IsOrdinal(sentence, p + 1) || Antecedents.IsOrdinal(sentence, p + 2)), -1) >= 0 && said.Count == 1)
        {
            foreach (var other in Antecedents.Named(sentence, at).Distinct().Except(said).Where(p => p.Kind != MentionKind.Disliked))
            {
                yield return new(other, !isDenied);
            }
        }

        // "Unlike L, X is F"; "X is F, as L isn't", "X isn't F, nor is L".
        foreach (var comparison in Sharing.Comparisons(sentence, unit))
        {
            var isContrast = sentence.Is(comparison.Places[0], "unlike") || Negation.IsIn(sentence, comparison);
            foreach (var party in isContrast ? comparison.Places.Select(sentence.Title).OfType<Party>() : [])
            {
                yield return new(party, sentence.Is(comparison.Places[0], "unlike") ? !isDenied : true);
            }
        }
    }

    private static Party[] Denied(Sentence sentence, Unit unit, int from) => [.. unit.Places.Concat(sentence.Units.Where(u => u.Outer == unit).SelectMany(u => u.Places)).Where(p => p > from).Select(sentence.Title).OfType<Party>().Distinct()];

    /// <summary>Whether a unit hangs on the attribute at a place, or on the word for its kind after it.</summary>
    private static bool IsOn(Sentence sentence, Unit unit, int at) => unit.Head == at || (unit.Head == at + 1 && unit.Head >= 0 && (sentence.IsKind(at + 1) || sentence.IsCalled(at + 1)));

    private static int AfterKind(Sentence sentence, int at) => sentence.IsKind(at + 1) || sentence.IsCalled(at + 1) ? at + 2 : at + 1;

    /// <summary>"F, which L isn't", "F, which you know from L", "F, the country of L".</summary>
    private static IEnumerable<Statement> Hung(Sentence sentence, Unit unit, bool isDenied)
    {
        if (unit.Kind == UnitKind.Fragment)
        {
            // "The country of L".
            return unit.Verb < 0 && unit.Places.FirstOrDefault(p => sentence.IsKind(p), -1) is >= 0 and var kind && sentence.Is(kind + 1, "of", "in", "behind") && sentence.Title(sentence.NamedAt(kind + 2)) is { } owner ? [new(owner, Negation.IsIn(sentence, unit))] : [];
        }

        if (unit.Places.Any(p => sentence.IsReader(p) && p <= unit.Verb))
        {
            return Negation.IsIn(sentence, unit) ? [] : unit.Places.Where(p => p > unit.Verb && sentence.Title(p) is not null && !LacksPlace(sentence, p)).Select(p => new Statement(sentence.Title(p)!, false));
        }

        // "F, which none of your likes is".
        var isNegated = Negation.IsIn(sentence, unit);
        var subjects = isNegated && unit.Places.Any(p => sentence.Is(p, "likes")) && unit.Places.Any(p => sentence.Is(p, "none", "neither")) ? sentence.Parties.Liked : Subjects.Of(sentence, unit);
        return isNegated ? subjects.Select(s => new Statement(s, !isDenied)) : [];
    }

    private static bool LacksPlace(Sentence sentence, int title) => !sentence.IsPreposition(title - 1) && !sentence.IsQuote(title - 1) && !sentence.Is(title - 1, "the", "and");
}
