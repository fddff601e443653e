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

        // "F, which L isn't".
        foreach (var relative in sentence.Units.Where(u => u.Kind == UnitKind.Relative && u.Head == at && Negation.IsIn(sentence, u)))
        {
            foreach (var party in SaidOf.Subject(sentence, relative).Except(said))
            {
                yield return new(party, !isDenied);
            }
        }

        // "Unlike L, X is F"; "X is F, as L isn't", "X isn't F, nor is L".
        foreach (var comparison in SaidOf.Comparisons(sentence, unit))
        {
            var isContrast = sentence.Is(comparison.Places[0], "unlike") || Negation.IsIn(sentence, comparison);
            foreach (var party in isContrast ? comparison.Places.Select(sentence.Title).OfType<Party>() : [])
            {
                yield return new(party, sentence.Is(comparison.Places[0], "unlike") ? !isDenied : true);
            }
        }
    }
}
