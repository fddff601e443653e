namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>The units of a sentence that is being cut, and the one that is open.</summary>
/// <param name="sentence">The sentence.</param>
internal sealed class UnitStack(Sentence sentence)
{
    private readonly Stack<Unit> _brackets = [];
    private string _mark = "";

    /// <summary>The unit of each place.</summary>
    public Unit[] At { get; } = new Unit[sentence.Pieces.Count];

    /// <summary>All units, in their order.</summary>
    public List<Unit> Order { get; } = [];

    /// <summary>The open one; null after a mark that ends everything before it.</summary>
    public Unit? Current { get; set; }

    /// <summary>Adds a place to the open unit.</summary>
    public Unit Add(int i)
    {
        Current!.Places.Add(i);
        return At[i] = Current;
    }

    /// <summary>Ends everything before a mark.</summary>
    public void Close(string mark)
    {
        (_mark, Current) = (mark, null);
        _brackets.Clear();
    }

    public void OpenBracket(int i)
    {
        _brackets.Push(Current!);
        Open(UnitKind.Fragment, i, Current, NameBefore(i));
    }

    public void CloseBracket() => Current = _brackets.TryPop(out var outer) ? outer : Current;

    /// <summary>Opens a unit at a place.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="i">Its first place.</param>
    /// <param name="outer">What it hangs in; null when it stands by itself.</param>
    /// <param name="head">The place of the name that it hangs on; -1 for none.</param>
    public void Open(UnitKind kind, int i, Unit? outer, int head)
    {
        // "X – and so on – is …": after the second dash the clause before the first goes on.
        var isAfterDash = kind == UnitKind.Continued && _mark is "–" or "—" or "-" && Order.LastOrDefault(u => u.Outer is null) is { Verb: >= 0, Mark: "–" or "—" or "-" };
        var unit = new Unit(kind, outer, Order.LastOrDefault(u => u.Outer is null && !(isAfterDash && u.Mark is "–" or "—" or "-")), head) { Mark = _mark, IsSubordinate = sentence.IsSubordinator(i) };
        _mark = "";
        // "Like L, X is …": a comparison in front hangs on the clause behind it.
        if (outer is null && Order.LastOrDefault(u => u.Outer is null) is { Kind: UnitKind.Comparison } front)
        {
            front.Outer = unit;
        }

        Order.Add(unit);
        Current = unit;
    }

    /// <summary>The clause that the open unit hangs in, at last.</summary>
    public Unit Host
    {
        get
        {
            var unit = Current!;
            while (unit is { Kind: UnitKind.Relative or UnitKind.Comparison or UnitKind.Fragment, Outer: { } outer })
            {
                unit = outer;
            }

            return unit;
        }
    }

    /// <summary>Whether the open unit, or one that it hangs in, has a verb.</summary>
    public bool HasVerb => IsVerbal(Current!);

    private static bool IsVerbal(Unit unit) => unit.Verb >= 0 || (unit.Outer is { } outer && IsVerbal(outer));

    /// <summary>The place of the name before a place, past quotes, commas and what is in between them.</summary>
    public int NameBefore(int i)
    {
        var at = i - 1;
        while (at >= 0 && (sentence.IsQuote(at) || sentence.IsMarkAt(at, ",", ")", "(") || (At[at] is { Kind: UnitKind.Relative or UnitKind.Fragment, Outer: not null } && At[at] != Current && !sentence.Pieces.Skip(at).Take(1).Any(p => p.Mention?.IsTitle == true))))
        {
            at--;
        }

        return at;
    }
}
