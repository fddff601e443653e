namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Cuts a sentence into <see cref="Unit"/>s.</summary>
internal sealed class UnitCutter
{
    private readonly Sentence _sentence;
    private readonly UnitStack _stack;
    private readonly UnitOpener _opener;
    private int _comma = -1;

    private UnitCutter(Sentence sentence)
    {
        (_sentence, _stack) = (sentence, new(sentence));
        _opener = new(sentence, _stack);
    }

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
            _opener.AfterComma(i, _comma);
            _comma = -1;
        }
        else
        {
            _opener.Within(i);
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
}
