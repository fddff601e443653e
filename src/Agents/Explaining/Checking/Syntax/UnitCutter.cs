namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Cuts a sentence into <see cref="Unit"/>s.</summary>
internal sealed class UnitCutter
{
    private readonly Sentence _sentence;
    private readonly UnitStack _stack;
    private int _comma = -1;

    private UnitCutter(Sentence sentence) => (_sentence, _stack) = (sentence, new(sentence));

    /// <summary>The unit of each place, and all of them in their order.</summary>
    public static (Unit[] At, IReadOnlyList<Unit> All) Cut(Sentence sentence)
    {
        var cutter = new UnitCutter(sentence);
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            cutter.Step(i);
        }

        return (cutter._stack.At, cutter._stack.Order);
    }

    private void Step(int i)
    {
        if (_stack.Current is null)
        {
            Start(i);
        }
        else if (_comma >= 0)
        {
            AfterComma(i, _comma);
            _comma = -1;
        }
        else
        {
            Within(i);
        }

        Add(i);
    }

    private void Add(int i)
    {
        var unit = _stack.Add(i);
        if (unit is { Kind: UnitKind.Fragment, Outer: null } && _sentence.IsFinite(i) && unit.Places.Count > 1)
        {
            unit.Kind = UnitKind.Main;
        }

        if (unit.Verb < 0 && _sentence.IsFinite(i) && !(unit.Places.Count == 1 && unit.Kind == UnitKind.Fragment))
        {
            unit.Verb = i;
        }

        if (_sentence.IsMarkAt(i, ";", ":", "–", "—", "-"))
        {
            _stack.Close(_sentence.Pieces[i].Text);
        }
        else if (_sentence.IsMarkAt(i, ")"))
        {
            _stack.CloseBracket();
        }
        else if (_sentence.IsMarkAt(i, ",") && !_sentence.IsListComma(i))
        {
            while (_stack.Current is { Kind: UnitKind.Relative or UnitKind.Comparison, Outer: { } hangs })
            {
                _stack.Current = hangs;
            }

            _comma = i;
        }
    }

    /// <summary>The first word after a mark that ends everything before it.</summary>
    private void Start(int i)
    {
        var kind = _sentence.IsClause(i) || _sentence.IsSubordinator(i) ? UnitKind.Main : _stack.Order.Count > 0 && (_sentence.LooksLikeVerb(i) || _sentence.IsAuxiliary(i)) && _sentence.IsMarkAt(i - 1, "–", "—", "-") ? UnitKind.Continued : UnitKind.Fragment;
        if (_stack.Order.Count > 0 && _sentence.IsEllipsis(i))
        {
            _stack.Open(UnitKind.Comparison, i, _stack.Order[^1], _stack.NameBefore(i));
            return;
        }

        if (_stack.Order.Count > 0 && _sentence.IsRelative(i))
        {
            _stack.Open(UnitKind.Relative, i, _stack.Order[^1], _stack.NameBefore(i));
            return;
        }

        if (_sentence.IsComparison(i))
        {
            _stack.Open(UnitKind.Comparison, i, _stack.Order.Count > 0 && !_sentence.IsMarkAt(i - 1, ";") ? _stack.Order[^1] : null, -1);
            return;
        }

        _stack.Open(kind, i, null, -1);
    }

    private void AfterComma(int i, int comma)
    {
        var head = _stack.NameBefore(comma);
        if (_sentence.IsRelative(i) || (_sentence.Is(i, "that") && _sentence.IsFacet(head) && _sentence.LooksLikeVerb(i + 1)) || (_sentence.IsPreposition(i) && _sentence.Is(i + 1, "which", "whom", "whose")) || (_sentence.IsNoun(i) && _sentence.Is(i + 1, "of") && _sentence.Is(i + 2, "which", "whom")))
        {
            _stack.Open(UnitKind.Relative, i, _stack.Current, head);
        }
        else if (!_sentence.IsComparison(i) && GoesOn(i))
        {
            _stack.Current = _stack.Host;
            _stack.Current.Verb = i;
            _stack.Current.Kind = UnitKind.Main;
        }
        else if (IsSecond(i))
        {
            _stack.Current = _stack.Host;
        }
        else if (_sentence.Is(i, "as") && _sentence.IsComparison(i) && _stack.Current!.Verb < 0)
        {
            _stack.Open(UnitKind.Comparison, i, _stack.Current, head);
        }
        else if (_sentence.IsSubordinator(i) || _sentence.IsClause(_sentence.Is(i, "and", "but", "or", "nor") ? _sentence.After(i) : i))
        {
            _stack.Open(UnitKind.Main, i, null, -1);
        }
        else if (_sentence.IsComparison(i) || _sentence.IsEllipsis(i))
        {
            _stack.Open(UnitKind.Comparison, i, _stack.Current, head);
        }
        else if (_sentence.Is(i, "and", "but", "or") && (_sentence.LooksLikeVerb(i + 1) || _sentence.IsAuxiliary(i + 1)) && !_sentence.Is(i + 2, "of") && _stack.Host.Verb >= 0)
        {
            _stack.Open(UnitKind.Continued, i, null, -1);
        }
        else if (!_sentence.IsLoneAdverb(i))
        {
            _stack.Open(UnitKind.Fragment, i, _stack.Host, head);
        }
    }

    private void Within(int i)
    {
        if (_sentence.IsMarkAt(i, "("))
        {
            _stack.OpenBracket(i);
        }
        else if (_sentence.IsSubordinator(i) && !(_sentence.Is(i, "so", "yet", "once", "since", "when", "though") && _sentence.IsMarkAt(i + 1, ",")))
        {
            _stack.Open(UnitKind.Main, i, null, -1);
        }
        else if (_sentence.Is(i, "and", "or", "but") && _sentence.IsClause(_sentence.After(i)) && _stack.HasVerb)
        {
            _stack.Open(UnitKind.Main, i, null, -1);
        }
        else if (_sentence.Is(i, "and", "but") && _stack.HasVerb && (_sentence.LooksLikeVerb(i + 1) || _sentence.IsAuxiliary(i + 1) || (_sentence.IsAdverb(i + 1) && _sentence.LooksLikeVerb(i + 2))) && !_sentence.Is(i + 2, "of") && !_sentence.IsReader(Math.Max(0, _stack.Current!.Verb - 1)))
        {
            _stack.Open(UnitKind.Continued, i, null, -1);
        }
        else if (_stack.Current is { Kind: UnitKind.Relative, Places.Count: 1 } && _sentence.Is(i, "which", "whom", "whose"))
        {
            // "On which": one.
        }
        else if (_sentence.IsRelative(i) || IsContact(i) || (_sentence.IsPreposition(i) && _sentence.Is(i + 1, "which", "whom")))
        {
            _stack.Open(UnitKind.Relative, i, _stack.Current, _stack.NameBefore(i));
        }
        else if (_sentence.IsComparison(i))
        {
            _stack.Open(UnitKind.Comparison, i, _stack.Current, _stack.NameBefore(i));
        }
        else if (_stack.Current is { Kind: UnitKind.Relative, Verb: >= 0, Outer: { Verb: < 0 } outer } && (_sentence.IsFinite(i) || (_sentence.IsAdverb(i) && _sentence.IsFinite(i + 1) && !_sentence.IsAuxiliary(i + 1))) && (!_sentence.IsFinite(i - 1) || !_sentence.IsFinite(i)) && !_sentence.IsReader(i - 1) && !_sentence.Is(i - 1, "and", "or", "but", "not", "also"))
        {
            _stack.Current = outer;
        }
        else if (_stack.Current is { Kind: UnitKind.Comparison, Outer: { } compared } && IsOver(i))
        {
            _stack.Current = compared;
        }
    }

    /// <summary>Whether a comparison ends before a place: its title was said, and its verb where it has one.</summary>
    private bool IsOver(int i)
    {
        var unit = _stack.Current!;
        if (_sentence.IsQuote(i) || _sentence.Is(i, "and", "or", "s", "itself", "too") || !unit.Places.Any(p => _sentence.Pieces[p].Mention is not null || _sentence.IsPronoun(p)) || _sentence.Pieces[i].IsMark)
        {
            return false;
        }

        return _sentence.Pieces[i].Mention is null && !(_sentence.IsAuxiliary(i) && unit.Verb < 0 && _sentence.Is(unit.Places[0], "as", "than", "just"));
    }

    /// <summary>"Both L, which you liked, and X are …": the second part of one subject.</summary>
    private bool IsSecond(int i)
    {
        var host = _stack.Host;
        return host.Verb < 0 && _sentence.Is(i, "and", "nor") && _sentence.Is(host.Places[0], "both", "neither") && host.Places.Any(p => _sentence.Title(p) is not null) && _sentence.IsNamed(i + 1);
    }

    /// <summary>Whether after a comma the clause outside goes on: "T, which you liked, is …".</summary>
    private bool GoesOn(int i)
    {
        var host = _stack.Host;
        return host.Verb < 0 && host.Places.Any(p => _sentence.Pieces[p].Mention is not null || _sentence.IsNoun(p) || _sentence.IsPerson(p)) && _sentence.GoesOnWithVerb(i);
    }

    /// <summary>"The film you liked": the clause hangs on the noun without a word between.</summary>
    private bool IsContact(int i) => _sentence.IsReader(i) && !_stack.Current!.IsSubordinate && (_sentence.Title(i - 1) is not null || _sentence.IsQuote(i - 1) || _sentence.Is(i - 1, "one", "ones", "things", "titles", "title", "two", "item", "items", "all") || _sentence.IsCalled(i - 1))
        && (_sentence.LooksLikeVerb(i + 1) || _sentence.IsAuxiliary(i + 1) || _sentence.Is(i, "you've", "you're") || _sentence.IsAdverb(i + 1));

}
