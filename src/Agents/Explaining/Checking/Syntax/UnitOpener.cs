namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Which unit begins at a place, by the words there.</summary>
/// <param name="sentence">The sentence.</param>
/// <param name="stack">Its units so far.</param>
internal sealed class UnitOpener(Sentence sentence, UnitStack stack)
{
    /// <summary>Opens what begins after a comma; nothing where the unit goes on.</summary>
    public void AfterComma(int i, int comma)
    {
        var head = stack.NameBefore(comma);
        if (sentence.IsRelative(i) || (sentence.Is(i, "that") && sentence.IsFacet(head) && sentence.LooksLikeVerb(i + 1)) || (sentence.IsPreposition(i) && sentence.Is(i + 1, "which", "whom", "whose")) || (sentence.IsNoun(i) && sentence.Is(i + 1, "of") && sentence.Is(i + 2, "which", "whom")))
        {
            stack.Open(UnitKind.Relative, i, stack.Current, head);
        }
        else if (!sentence.IsComparison(i) && sentence.GoesOn(stack, i))
        {
            stack.Current = stack.Host;
            stack.Current.Verb = i;
            stack.Current.Kind = UnitKind.Main;
        }
        else if (sentence.IsSecond(stack, i))
        {
            stack.Current = stack.Host;
        }
        else if (sentence.Is(i, "as") && sentence.IsComparison(i) && stack.Current!.Verb < 0)
        {
            stack.Open(UnitKind.Comparison, i, stack.Current, head);
        }
        else if (sentence.IsSubordinator(i) || sentence.IsClause(sentence.Is(i, "and", "but", "or", "nor") ? sentence.After(i) : i))
        {
            stack.Open(UnitKind.Main, i, null, -1);
        }
        else if (sentence.IsComparison(i) || sentence.IsEllipsis(i))
        {
            stack.Open(UnitKind.Comparison, i, stack.Current, head);
        }
        else if (sentence.Is(i, "and", "but", "or") && (sentence.LooksLikeVerb(i + 1) || sentence.IsAuxiliary(i + 1)) && !sentence.Is(i + 2, "of") && stack.Host.Verb >= 0)
        {
            stack.Open(UnitKind.Continued, i, null, -1);
        }
        else if (!sentence.IsLoneAdverb(i))
        {
            stack.Open(UnitKind.Fragment, i, stack.Host, head);
        }
    }

    /// <summary>Opens what begins within a unit; nothing where the unit goes on.</summary>
    public void Within(int i)
    {
        if (sentence.IsMarkAt(i, "("))
        {
            stack.OpenBracket(i);
        }
        else if (sentence.IsSubordinator(i) && !(sentence.Is(i, "so", "yet", "once", "since", "when", "though") && sentence.IsMarkAt(i + 1, ",")))
        {
            stack.Open(UnitKind.Main, i, null, -1);
        }
        else if (sentence.Is(i, "and", "or", "but") && sentence.IsClause(sentence.After(i)) && stack.HasVerb)
        {
            stack.Open(UnitKind.Main, i, null, -1);
        }
        else if (sentence.Is(i, "and", "but") && stack.HasVerb && (sentence.LooksLikeVerb(i + 1) || sentence.IsAuxiliary(i + 1) || (sentence.IsAdverb(i + 1) && sentence.LooksLikeVerb(i + 2))) && !sentence.Is(i + 2, "of") && !sentence.IsReader(Math.Max(0, stack.Current!.Verb - 1)))
        {
            stack.Open(UnitKind.Continued, i, null, -1);
        }
        else if (stack.Current is { Kind: UnitKind.Relative, Places.Count: 1 } && sentence.Is(i, "which", "whom", "whose"))
        {
            // "On which": one.
        }
        else if (sentence.IsRelative(i) || sentence.IsContact(stack, i) || (sentence.IsPreposition(i) && sentence.Is(i + 1, "which", "whom")))
        {
            stack.Open(UnitKind.Relative, i, stack.Current, stack.NameBefore(i));
        }
        else if (sentence.IsComparison(i))
        {
            stack.Open(UnitKind.Comparison, i, stack.Current, stack.NameBefore(i));
        }
        else if (stack.Current is { Kind: UnitKind.Relative, Verb: >= 0, Outer: { Verb: < 0 } outer } && (sentence.IsFinite(i) || (sentence.IsAdverb(i) && sentence.IsFinite(i + 1) && !sentence.IsAuxiliary(i + 1))) && (!sentence.IsFinite(i - 1) || !sentence.IsFinite(i)) && !sentence.IsReader(i - 1) && !sentence.Is(i - 1, "and", "or", "but", "not", "also"))
        {
            stack.Current = outer;
        }
        else if (stack.Current is { Kind: UnitKind.Comparison, Outer: { } compared } && sentence.IsOver(stack, i))
        {
            stack.Current = compared;
        }
    }
}
