namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Attributes that the reader may choose by: of one item when the sentence names it for them, of none in the question.</summary>
internal static class Conditions
{
    /// <summary>"F or G?", "between an F and a G": neither is said of anything.</summary>
    public static bool IsChoice(Sentence sentence, Unit unit) => unit is { Kind: UnitKind.Fragment, Verb: < 0 } && !unit.Places.Any(p => sentence.Title(p) is not null) && unit.Places.Any(p => sentence.Is(p, "or", "between"));

    /// <summary>"X if it's F you're after", "if it's F you're after, X": the item that a condition is for; null where it is for none.</summary>
    public static Party? Chosen(Sentence sentence, Unit unit)
    {
        if (!IsCondition(sentence, unit))
        {
            return null;
        }

        return sentence.Title(unit.Places[0] - 1)
            ?? sentence.Units.Where(u => u.Places[0] > unit.Places[0]).SelectMany(u => u.Places).Select(sentence.Title).FirstOrDefault(p => p is not null);
    }

    /// <summary>"If it's F you're after, X": F is said of X.</summary>
    private static bool IsCondition(Sentence sentence, Unit unit) => sentence.Is(unit.Places[0], "if") && unit.Places.Count > 1 && sentence.Is(unit.Places[1], "it's", "it", "you") && !unit.Places.Any(p => sentence.Title(p) is not null);
}
