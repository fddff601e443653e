namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>"X is a drama, and Y isn't", "the other one doesn't": what was said before is denied of someone else.</summary>
internal static class Ellipsis
{
    /// <summary>Whether what the word at a place denies was said before, and is not true of those it is denied of.</summary>
    public static bool Holds(Sentence sentence, int at)
    {
        var unit = sentence.Unit(at);
        // "X has what Y hasn't": of the title right before.
        IReadOnlyList<Party> of = sentence.Title(at - 1) is { } own ? [own] : Of(sentence, unit);
        // "One is by the designer of L, the other isn't": the kind is looked at with what has it.
        if (Before(sentence, unit).Length == 0 && sentence.Units.TakeWhile(u => u != unit).Any(u => u.Places.Any(p => sentence.IsKind(p) && sentence.Is(p + 1, "of"))))
        {
            return true;
        }

        return of.Count > 0 && Before(sentence, unit) is { Length: > 0 } said && said.Any(m => of.All(p => !Has(p, m)));
    }

    private static IReadOnlyList<Party> Of(Sentence sentence, Unit unit)
    {
        // "None of your likes is", "neither of the two".
        if (unit.Places.Any(p => sentence.Is(p, "none", "neither")) && unit.Places.Any(p => sentence.Is(p, "likes")))
        {
            return sentence.Parties.Liked;
        }

        // "That of Y doesn't", "in that of Y it isn't".
        if (unit.Places.FirstOrDefault(p => sentence.Is(p, "that") && sentence.Is(p + 1, "of") && sentence.IsNamed(p + 2), -1) is >= 0 and var that && sentence.Title(sentence.NamedAt(that + 2)) is { } owner)
        {
            return [owner];
        }

        var subject = Subjects.Of(sentence, unit);
        return subject.Count > 0 ? subject : [.. unit.Places.Select(sentence.Title).OfType<Party>().Take(1)];
    }

    /// <summary>What the unit before says: its attributes and words of the wish.</summary>
    private static Mention[] Before(Sentence sentence, Unit unit)
    {
        var units = sentence.Units.TakeWhile(u => u != unit).Reverse().Select(u => Said(sentence, u)).Concat(sentence.Before is { } before ? before.Units.Reverse().Select(u => Said(before, u)) : []);
        // "Y isn't a comedy, it …, but X is": what comes after counts where nothing came before.
        return units.FirstOrDefault(m => m.Length > 0) ?? sentence.Units.SkipWhile(u => u != unit).Skip(1).Select(u => Said(sentence, u)).FirstOrDefault(m => m.Length > 0) ?? [];
    }

    private static Mention[] Said(Sentence sentence, Unit unit) => [.. unit.Places.Select(p => sentence.Pieces[p].Mention).OfType<Mention>().Where(m => !m.IsTitle)];

    private static bool Has(Party party, Mention mention) => mention.Kind == MentionKind.WishWord ? party.Pick?.Words.Contains(mention.Value, StringComparer.OrdinalIgnoreCase) == true : party.Has(mention.Value);
}
