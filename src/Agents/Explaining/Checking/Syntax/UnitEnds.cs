namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Where the unit that is open ends, or goes on.</summary>
internal static class UnitEnds
{
    /// <summary>Whether a comparison ends before a place: its title was said, and its verb where it has one.</summary>
    public static bool IsOver(this Sentence sentence, UnitStack stack, int i)
    {
        var unit = stack.Current!;
        if (sentence.IsQuote(i) || sentence.Is(i, "and", "or", "s", "itself", "too") || !unit.Places.Any(p => sentence.Pieces[p].Mention is not null || sentence.IsPronoun(p)) || sentence.Pieces[i].IsMark)
        {
            return false;
        }

        return sentence.Pieces[i].Mention is null && !(sentence.IsAuxiliary(i) && unit.Verb < 0 && sentence.Is(unit.Places[0], "as", "than", "just"));
    }

    /// <summary>"Both L, which you liked, and X are …": the second part of one subject.</summary>
    public static bool IsSecond(this Sentence sentence, UnitStack stack, int i)
    {
        var host = stack.Host;
        return host.Verb < 0 && sentence.Is(i, "and", "nor") && sentence.Is(host.Places[0], "both", "neither") && host.Places.Any(p => sentence.Title(p) is not null) && sentence.IsNamed(i + 1);
    }

    /// <summary>Whether after a comma the clause outside goes on: "T, which you liked, is …".</summary>
    public static bool GoesOn(this Sentence sentence, UnitStack stack, int i)
    {
        var host = stack.Host;
        return host.Verb < 0 && host.Places.Any(p => sentence.Pieces[p].Mention is not null || sentence.IsNoun(p) || sentence.IsPerson(p)) && sentence.GoesOnWithVerb(i);
    }

    /// <summary>"The film you liked": the clause hangs on the noun without a word between.</summary>
    public static bool IsContact(this Sentence sentence, UnitStack stack, int i) => sentence.IsReader(i) && !stack.Current!.IsSubordinate && (sentence.Title(i - 1) is not null || sentence.IsQuote(i - 1) || sentence.Is(i - 1, "one", "ones", "things", "titles", "title", "two", "item", "items", "all") || sentence.IsCalled(i - 1))
        && (sentence.LooksLikeVerb(i + 1) || sentence.IsAuxiliary(i + 1) || sentence.Is(i, "you've", "you're") || sentence.IsAdverb(i + 1));
}
