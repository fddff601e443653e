using System.Collections.Frozen;

namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>Cuts a sentence into <see cref="Unit"/>s.</summary>
internal sealed class UnitCutter
{
    private const int LongestSubject = 16;

    private static readonly FrozenSet<string> Subordinators = Lexicon.Words("while whereas though although because since so yet hence therefore when if once whereby unless");

    private readonly Sentence _sentence;
    private readonly Unit[] _units;
    private readonly List<Unit> _order = [];
    private readonly Stack<Unit> _brackets = [];
    private Unit? _current;
    private string _mark = "";
    private int _comma = -1;

    private UnitCutter(Sentence sentence) => (_sentence, _units) = (sentence, new Unit[sentence.Pieces.Count]);

    /// <summary>The unit of each place, and all of them in their order.</summary>
    public static (Unit[] At, IReadOnlyList<Unit> All) Cut(Sentence sentence)
    {
        var cutter = new UnitCutter(sentence);
        for (var i = 0; i < sentence.Pieces.Count; i++)
        {
            cutter.Step(i);
        }

        return (cutter._units, cutter._order);
    }

    private void Step(int i)
    {
        if (_current is null)
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
        var unit = _current!;
        unit.Places.Add(i);
        _units[i] = unit;
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
            _mark = _sentence.Pieces[i].Text;
            _current = null;
            _brackets.Clear();
        }
        else if (_sentence.IsMarkAt(i, ")") && _brackets.TryPop(out var outer))
        {
            _current = outer;
        }
        else if (_sentence.IsMarkAt(i, ",") && !IsListComma(i))
        {
            while (_current is { Kind: UnitKind.Relative or UnitKind.Comparison, Outer: { } hangs })
            {
                _current = hangs;
            }

            _comma = i;
        }
    }

    /// <summary>The first word after a mark that ends everything before it.</summary>
    private void Start(int i)
    {
        var kind = IsClause(i) || IsSubordinator(i) ? UnitKind.Main : _order.Count > 0 && (_sentence.LooksLikeVerb(i) || _sentence.IsAuxiliary(i)) && _sentence.IsMarkAt(i - 1, "–", "—", "-") ? UnitKind.Continued : UnitKind.Fragment;
        if (_order.Count > 0 && IsEllipsis(i))
        {
            Open(UnitKind.Comparison, i, _order[^1], NameBefore(i));
            return;
        }

        if (_order.Count > 0 && _sentence.IsRelative(i))
        {
            Open(UnitKind.Relative, i, _order[^1], NameBefore(i));
            return;
        }

        if (_sentence.IsComparison(i))
        {
            Open(UnitKind.Comparison, i, _order.Count > 0 && !_sentence.IsMarkAt(i - 1, ";") ? _order[^1] : null, -1);
            return;
        }

        Open(kind, i, null, -1);
    }

    private void AfterComma(int i, int comma)
    {
        var head = NameBefore(comma);
        if (_sentence.IsRelative(i) || (_sentence.Is(i, "that") && _sentence.IsFacet(head) && _sentence.LooksLikeVerb(i + 1)) || (_sentence.IsPreposition(i) && _sentence.Is(i + 1, "which", "whom", "whose")) || (_sentence.IsNoun(i) && _sentence.Is(i + 1, "of") && _sentence.Is(i + 2, "which", "whom")))
        {
            Open(UnitKind.Relative, i, _current, head);
        }
        else if (!_sentence.IsComparison(i) && GoesOn(i))
        {
            _current = Host(_current!);
            _current.Verb = i;
            _current.Kind = UnitKind.Main;
        }
        else if (IsSubordinator(i) || IsClause(_sentence.Is(i, "and", "but", "or", "nor") ? _sentence.After(i) : i))
        {
            Open(UnitKind.Main, i, null, -1);
        }
        else if (_sentence.IsComparison(i) || IsEllipsis(i))
        {
            Open(UnitKind.Comparison, i, _current, head);
        }
        else if (_sentence.Is(i, "and", "but", "or") && (_sentence.LooksLikeVerb(i + 1) || _sentence.IsAuxiliary(i + 1)) && !_sentence.Is(i + 2, "of") && Host(_current!).Verb >= 0)
        {
            Open(UnitKind.Continued, i, null, -1);
        }
        else if (!IsLoneAdverb(i))
        {
            Open(UnitKind.Fragment, i, Host(_current!), head);
        }
    }

    private void Within(int i)
    {
        if (_sentence.IsMarkAt(i, "("))
        {
            _brackets.Push(_current!);
            Open(UnitKind.Fragment, i, _current, NameBefore(i));
        }
        else if (IsSubordinator(i) && !(_sentence.Is(i, "so", "yet", "once", "since", "when", "though") && _sentence.IsMarkAt(i + 1, ",")))
        {
            Open(UnitKind.Main, i, null, -1);
        }
        else if (_sentence.Is(i, "and", "or", "but") && IsClause(_sentence.After(i)) && HasVerb(_current!))
        {
            Open(UnitKind.Main, i, null, -1);
        }
        else if (_sentence.Is(i, "and", "but") && HasVerb(_current!) && (_sentence.LooksLikeVerb(i + 1) || _sentence.IsAuxiliary(i + 1) || (_sentence.IsAdverb(i + 1) && _sentence.LooksLikeVerb(i + 2))) && !_sentence.Is(i + 2, "of") && !_sentence.IsReader(Math.Max(0, _current!.Verb - 1)))
        {
            Open(UnitKind.Continued, i, null, -1);
        }
        else if (_current is { Kind: UnitKind.Relative, Places.Count: 1 } && _sentence.Is(i, "which", "whom", "whose"))
        {
            // "On which": one.
        }
        else if (_sentence.IsRelative(i) || IsContact(i) || (_sentence.IsPreposition(i) && _sentence.Is(i + 1, "which", "whom")))
        {
            Open(UnitKind.Relative, i, _current, NameBefore(i));
        }
        else if (_sentence.IsComparison(i))
        {
            Open(UnitKind.Comparison, i, _current, NameBefore(i));
        }
        else if (_current is { Kind: UnitKind.Relative, Verb: >= 0, Outer: { Verb: < 0 } outer } && (_sentence.IsFinite(i) || (_sentence.IsAdverb(i) && _sentence.IsFinite(i + 1) && !_sentence.IsAuxiliary(i + 1))) && (!_sentence.IsFinite(i - 1) || !_sentence.IsFinite(i)) && !_sentence.IsReader(i - 1) && !_sentence.Is(i - 1, "and", "or", "but", "not", "also"))
        {
            _current = outer;
        }
        else if (_current is { Kind: UnitKind.Comparison, Outer: { } compared } && IsOver(i))
        {
            _current = compared;
        }
    }

    /// <summary>Whether a comparison ends before a place: its title was said, and its verb where it has one.</summary>
    private bool IsOver(int i)
    {
        var unit = _current!;
        if (_sentence.IsQuote(i) || _sentence.Is(i, "and", "or", "s", "itself", "too") || !unit.Places.Any(p => _sentence.Pieces[p].Mention is not null || _sentence.IsPronoun(p)) || _sentence.Pieces[i].IsMark)
        {
            return false;
        }

        return _sentence.Pieces[i].Mention is null && !(_sentence.IsAuxiliary(i) && unit.Verb < 0 && _sentence.Is(unit.Places[0], "as", "than", "just"));
    }

    private Unit Open(UnitKind kind, int i, Unit? outer, int head)
    {
        // "X – and so on – is …": after the second dash the clause before the first goes on.
        var isAfterDash = kind == UnitKind.Continued && _mark is "–" or "—" or "-" && _order.LastOrDefault(u => u.Outer is null) is { Verb: >= 0, Mark: "–" or "—" or "-" };
        var unit = new Unit(kind, outer, _order.LastOrDefault(u => u.Outer is null && !(isAfterDash && u.Mark is "–" or "—" or "-")), head) { Mark = _mark, IsSubordinate = IsSubordinator(i) };
        _mark = "";
        // "Like L, X is …": a comparison in front hangs on the clause behind it.
        if (outer is null && _order.LastOrDefault(u => u.Outer is null) is { Kind: UnitKind.Comparison } front)
        {
            front.Outer = unit;
        }

        _order.Add(unit);
        return _current = unit;
    }

    private static Unit Host(Unit unit)
    {
        while (unit is { Kind: UnitKind.Relative or UnitKind.Comparison or UnitKind.Fragment, Outer: { } outer })
        {
            unit = outer;
        }

        return unit;
    }

    private static bool HasVerb(Unit unit) => unit.Verb >= 0 || (unit.Outer is { } outer && HasVerb(outer));

    /// <summary>Whether after a comma the clause outside goes on: "T, which you liked, is …".</summary>
    private bool GoesOn(int i)
    {
        var host = Host(_current!);
        return host.Verb < 0 && host.Places.Any(p => _sentence.Pieces[p].Mention is not null || _sentence.IsNoun(p) || _sentence.IsPerson(p)) && GoesOnWithVerb(i);
    }

    private bool IsSubordinator(int i) => (_sentence.Is(i, "as") && _sentence.Is(i + 1, "it's", "they", "they're", "that's", "this")) || !(i > 0 && _sentence.IsMarkAt(i - 1, ",") && (i + 1 >= _sentence.Pieces.Count || _sentence.IsMarkAt(i + 1, ","))) && i >= 0 && i < _sentence.Pieces.Count && _sentence.Pieces[i].IsWord && Subordinators.Contains(_sentence.Pieces[i].Lower)
        && !(_sentence.Is(i, "so") && (_sentence.IsAuxiliary(i + 1) || _sentence.Is(i + 1, "far", "much", "many"))) && !(_sentence.Is(i, "since") && (i + 1 >= _sentence.Pieces.Count || _sentence.Pieces[i + 1].IsNumber)) && !(_sentence.Is(i, "once") && _sentence.Is(i + 1, "more", "again"))
        && !(_sentence.Is(i, "yet") && !_sentence.IsMarkAt(i - 1, ","));

    /// <summary>"The film you liked": the clause hangs on the noun without a word between.</summary>
    private bool IsContact(int i) => _sentence.IsReader(i) && !_current!.IsSubordinate && (_sentence.Title(i - 1) is not null || _sentence.IsQuote(i - 1) || _sentence.Is(i - 1, "one", "ones", "things", "titles", "title", "two", "item", "items", "all") || _sentence.IsCalled(i - 1))
        && (_sentence.LooksLikeVerb(i + 1) || _sentence.IsAuxiliary(i + 1) || _sentence.Is(i, "you've", "you're") || _sentence.IsAdverb(i + 1));

    /// <summary>"So is L", "nor does L", "and so does L": the clause before said again of L.</summary>
    private bool IsEllipsis(int i)
    {
        var at = _sentence.Is(i, "and", "but") ? i + 1 : i;
        return (_sentence.Is(at, "not") && _sentence.Is(at + 1, "so") && _sentence.IsNamed(at + 2)) || _sentence.Is(at, "so", "nor", "neither") && _sentence.IsAuxiliary(at + 1) && (_sentence.IsNamed(at + 2) || _sentence.IsPronoun(at + 2) || _sentence.Is(at + 2, "it", "your"));
    }

    /// <summary>"…, too", "…, though, …": an adverb between commas.</summary>
    private bool IsLoneAdverb(int i) => (_sentence.IsAdverb(i) || _sentence.Is(i, "though")) && (i + 1 >= _sentence.Pieces.Count || _sentence.Pieces[i + 1].IsMark);

    private int NameBefore(int i)
    {
        var at = i - 1;
        while (at >= 0 && (_sentence.IsQuote(at) || _sentence.IsMarkAt(at, ",", ")", "(") || (_units[at] is { Kind: UnitKind.Relative or UnitKind.Fragment, Outer: not null } && _units[at] != _current && !_sentence.Pieces.Skip(at).Take(1).Any(p => p.Mention?.IsTitle == true))))
        {
            at--;
        }

        return at;
    }

    /// <summary>Whether a subject begins at a place that a finite verb follows.</summary>
    private bool IsClause(int i)
    {
        if (i >= _sentence.Pieces.Count)
        {
            return false;
        }

        if (_sentence.IsReader(i) || _sentence.IsWriter(i))
        {
            return !_sentence.Is(i + 1, "included", "too", "and");
        }

        if (_sentence.IsAuxiliary(i) && _sentence.Pieces[i].Lower.Contains('\'', StringComparison.Ordinal) && !_sentence.Pieces[i].Lower.EndsWith("n't", StringComparison.Ordinal))
        {
            return true;
        }

        var hasSubject = false;
        for (var j = i; j < Math.Min(i + LongestSubject, _sentence.Pieces.Count); j++)
        {
            if (_sentence.IsRelative(j) && j > i)
            {
                // The relative clause ends at a comma, or where the verb of the clause follows its own.
                var end = _sentence.Between(j - 1, _sentence.Pieces.Count).FirstOrDefault(k => _sentence.IsMarkAt(k, ","), _sentence.Pieces.Count);
                if (end >= _sentence.Pieces.Count || !_sentence.IsMarkAt(j - 1, ",") && _sentence.Title(j - 1) is null)
                {
                    return false;
                }

                j = end;
                continue;
            }

            if (hasSubject && _sentence.IsFinite(j))
            {
                return true;
            }

            if (j > i && _sentence.IsComparison(j))
            {
                var end = _sentence.Between(j - 1, _sentence.Pieces.Count).FirstOrDefault(k => _sentence.IsMarkAt(k, ","), _sentence.Pieces.Count);
                if (end >= _sentence.Pieces.Count || !_sentence.IsMarkAt(j - 1, ","))
                {
                    return false;
                }

                j = end;
                continue;
            }

            if (_sentence.IsReader(j) || _sentence.IsWriter(j) || _sentence.IsMarkAt(j, ";", ":", "–", "—") || (IsSubordinator(j) && j > i) || (_sentence.Is(j, "and", "or", "but") && !_sentence.IsNamed(j + 1) && !_sentence.IsDeterminer(j + 1)))
            {
                return false;
            }

            if (_sentence.IsMarkAt(j, ",") && !IsListComma(j) && !(j > 0 && (_sentence.Pieces[j - 1].Mention is not null || _sentence.IsNoun(j - 1) || _sentence.IsQuote(j - 1)) && (_sentence.IsRelative(j + 1) || IsApposition(j))))
            {
                return false;
            }

            hasSubject |= _sentence.Pieces[j].Mention is not null || _sentence.IsNoun(j) || _sentence.IsPronoun(j) || _sentence.IsPerson(j) || _sentence.Is(j, "there", "here", "one", "other", "others");
        }

        return false;
    }

    /// <summary>Whether a name or a noun phrase stands between this comma and the next, as in "one of your likes, X, is …".</summary>
    private bool IsApposition(int comma)
    {
        for (var i = comma + 1; i < Math.Min(comma + 10, _sentence.Pieces.Count); i++)
        {
            if (_sentence.IsMarkAt(i, ","))
            {
                return i > comma + 1 && GoesOnWithVerb(i + 1);
            }

            if (_sentence.IsAuxiliary(i) || _sentence.IsReader(i))
            {
                return false;
            }
        }

        return false;
    }

    private bool GoesOnWithVerb(int i)
    {
        while (_sentence.IsAdverb(i) && !_sentence.IsAuxiliary(i))
        {
            i++;
        }

        return (_sentence.IsAuxiliary(i) && !_sentence.Pieces[i].Lower.EndsWith("'s", StringComparison.Ordinal) || _sentence.LooksLikeVerb(i)) && !_sentence.Is(i + 1, "by");
    }

    /// <summary>Whether a comma parts members of a list.</summary>
    private bool IsListComma(int comma)
    {
        var left = comma - 1;
        while (left > 0 && (_sentence.IsQuote(left) || _sentence.IsMarkAt(left, ")")))
        {
            left--;
        }

        // "The drama genre, a dark mood": the value with its kind.
        left = _sentence.IsKind(left) && _sentence.IsFacet(left - 1) ? left - 1 : left;
        var right = comma + 1;
        while (right < _sentence.Pieces.Count && (_sentence.IsQuote(right) || _sentence.IsMarkAt(right, "(") || _sentence.Is(right, "and", "or", "the", "a", "an", "by", "in", "both") || _sentence.IsKind(right)))
        {
            right++;
        }

        if (left < 0 || right >= _sentence.Pieces.Count || _sentence.Pieces[left].Mention is not { } one)
        {
            // "The director, F": the value of the kind before.
            return left >= 0 && _sentence.IsKind(left) && _sentence.IsFacet(comma + 1);
        }

        if (_sentence.Pieces[right].Mention is not { } other || one.IsTitle != other.IsTitle)
        {
            return false;
        }

        // "After X, Y is …": two titles are a list only where something joins them.
        var next = _sentence.After(right);
        return !one.IsTitle || (_sentence.Is(comma + 1, "and", "or") && !IsClause(_sentence.After(comma + 1))) || (next < _sentence.Pieces.Count && (_sentence.IsMarkAt(next, ",") || _sentence.Is(next, "and", "or")) && !IsClause(right));
    }
}
