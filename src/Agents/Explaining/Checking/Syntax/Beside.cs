namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Whom something is said of by standing right beside it, whatever the clause is about.</summary>
internal static class Beside
{
    /// <summary>What stands right beside: "F's X", "the F film X", "X's F", "X (F)", "X by F".</summary>
    public static IReadOnlyList<Party>? Of(Sentence sentence, int at)
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
                || (sentence.Is(i, "in", "of", "behind") && (sentence.Title(sentence.After(i)) is not null || (sentence.Is(i + 1, "the") && sentence.Title(sentence.After(i + 1)) is not null))) || (sentence.Is(i, "the") && sentence.Is(i - 1, "in", "of", "behind"));
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
    public static bool SpeaksOfSubject(Sentence sentence, Unit unit) => IsParallel(sentence, unit) || sentence.Is(unit.Places[0], "but", "only", "and", "with", "this", "besides", "plus", "now", "just");

    /// <summary>"Coral like A, a lipstick like B": two values with a comparison each.</summary>
    private static bool IsParallel(Sentence sentence, Unit unit) => unit.Kind == UnitKind.Fragment && Sharing.Comparisons(sentence, unit).Any() && unit.Head >= 0 && sentence.Unit(unit.Head) is { Kind: UnitKind.Comparison };
}
