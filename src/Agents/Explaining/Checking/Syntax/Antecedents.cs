namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Whom a pronoun, or no word at all, stands for.</summary>
internal static class Antecedents
{
    /// <summary>The items; empty when that can't be told.</summary>
    public static IReadOnlyList<Party> Of(Sentence sentence, int at)
    {
        var earlier = Named(sentence, at);
        if (IsOrdinal(sentence, at))
        {
            // "The former is F, who also made L; the latter isn't": both speak of the pair named before.
            var first = Enumerable.Range(0, at + 1).First(i => IsOrdinal(sentence, i));
            earlier = Named(sentence, first) is { Count: > 1 } pair ? pair : sentence.Before is { } before && Named(before, before.Pieces.Count) is { Count: > 1 } pairBefore ? pairBefore : earlier;
            return earlier.Count < 2 ? [] : Ordinal(sentence, at, [.. earlier]);
        }

        if (sentence.Is(at, "that", "that's") && earlier.Count > 0)
        {
            return [earlier[^1]];
        }

        // "They make saws too": those who make what was named.
        var makes = sentence.Is(at, "they", "they've") && Enumerable.Range(at + 1, 3).Any(i => sentence.Is(i, "make", "made", "publish", "published", "develop", "developed", "brew", "produce", "produced", "wrote", "directed", "released"));
        if (sentence.Is(at, "they", "they're", "they've", "both", "these", "their") && earlier.Count > 1 && !makes)
        {
            return sentence.Is(at, "both") && sentence.Clause(at).Any(sentence.IsReader) && earlier.Where(p => p.Kind == MentionKind.Liked).Distinct().ToArray() is { Length: > 1 } liked ? liked[^2..] : [.. earlier.TakeLast(2)];
        }

        if (sentence.Is(at, "they", "they're", "they've", "their"))
        {
            return [];
        }

        if (sentence.Parties.Versus is null || sentence.Is(at, "this"))
        {
            return [sentence.Parties.Item];
        }

        return Pick(sentence, at) is { } pick ? [pick] : [];
    }

    /// <summary>"The former", "the second", "the last two", "the other one".</summary>
    public static bool IsOrdinal(Sentence sentence, int at) => sentence.Is(at, "former", "latter") || (sentence.Is(at - 1, "the") && sentence.Is(at, "first", "second", "third", "last", "other") && (sentence.Is(at + 1, "two", "one") || !sentence.IsNoun(at + 1) || sentence.IsFinite(at + 1)) && !sentence.Is(at + 1, "of", "time", "place"));

    private static Party[] Ordinal(Sentence sentence, int at, Party[] earlier)
    {
        if (sentence.Is(at, "other"))
        {
            var subject = OfSubjects(sentence, sentence.Units.Where(u => u.Places[0] < at && u != sentence.Unit(at)).Reverse()) ?? earlier[^1];
            return earlier.LastOrDefault(p => p != subject && (sentence.Parties.Versus is null || p.Pick is not null)) is { } other ? [other] : [];
        }

        var isTwo = sentence.Is(at + 1, "two");
        return sentence.Pieces[at].Lower switch
        {
            "former" => [earlier[^2]],
            "first" => isTwo ? earlier[..2] : [earlier.Length > 2 ? earlier[0] : earlier[^2]],
            "second" => [earlier.Length > 2 ? earlier[1] : earlier[^1]],
            "third" => earlier.Length > 2 ? [earlier[2]] : [],
            _ => isTwo ? earlier[^2..] : [earlier[^1]],
        };
    }

    /// <summary>Of two items held against each other, the one that "it" stands for.</summary>
    private static Party? Pick(Sentence sentence, int at)
    {
        // "X because of A, Y because people like it": the name that stands alone before the clause.
        if (sentence.Unit(at).IsSubordinate && sentence.Units.TakeWhile(u => u != sentence.Unit(at)).LastOrDefault() is { Kind: UnitKind.Fragment, Verb: < 0 } alone
            && alone.Places.Where(p => !sentence.Pieces[p].IsMark).ToArray() is [var only] && sentence.Title(only) is { Pick: not null } lone)
        {
            return lone;
        }

        // The clause before is about someone: "X ranks above Y, and it …" speaks of X.
        if (OfSubjects(sentence, sentence.Units.Where(u => u.Places[0] < at && u != sentence.Unit(at)).Reverse()) is { } subject)
        {
            return subject;
        }

        // "It is F, unlike Y": not of Y.
        Party[] compared = [.. Sharing.Comparisons(sentence, sentence.Unit(at)).SelectMany(c => c.Places).Select(sentence.Title).OfType<Party>()];
        bool MayBe(int i) => sentence.Title(i) is { Pick: not null } title && !Lacking.IsExcluded(sentence, i) && !compared.Contains(title);
        bool IsFree(int i) => MayBe(i) && !sentence.IsPreposition(i - 1);
        if ((Enumerable.Range(0, at).LastOrDefault(IsFree, -1) is >= 0 and var free ? free : Enumerable.Range(0, at).LastOrDefault(MayBe, -1)) is >= 0 and var named)
        {
            return sentence.Title(named);
        }

        // "With 12 likes behind it, X is …": the pronoun comes first.
        var ahead = sentence.Between(at - 1, sentence.Pieces.Count).FirstOrDefault(MayBe, -1);
        if (ahead >= 0 && (sentence.Before is null || sentence.Unit(at) is { Kind: UnitKind.Fragment or UnitKind.Relative or UnitKind.Comparison } or { IsSubordinate: true }))
        {
            return sentence.Title(ahead);
        }

        return sentence.Before is { } before ? OfSubjects(before, before.Units) ?? Enumerable.Range(0, before.Pieces.Count).Where(i => !Lacking.IsExcluded(before, i)).Select(before.Title).LastOrDefault(p => p?.Pick is not null) : null;
    }

    private static Party? OfSubjects(Sentence sentence, IEnumerable<Unit> units) =>
        units.Where(u => u.Kind == UnitKind.Main).Select(u => Subjects.Of(sentence, u).FirstOrDefault(p => p.Pick is not null)).FirstOrDefault(p => p is not null);

    /// <summary>The titles named before a place, in their order; of the sentence before when there are none.</summary>
    public static IReadOnlyList<Party> Named(Sentence sentence, int at)
    {
        Party[] here = [.. Enumerable.Range(0, at).Select(sentence.Title).OfType<Party>()];
        return here.Length > 0 || sentence.Before is null ? here : [.. Enumerable.Range(0, sentence.Before.Pieces.Count).Select(sentence.Before.Title).OfType<Party>()];
    }
}
