namespace LlmRec.Agents.Explaining.Checking.Syntax;

/// <summary>What a part of a sentence is to the others.</summary>
internal enum UnitKind
{
    /// <summary>A clause with a subject of its own.</summary>
    Main,

    /// <summary>A clause that goes on with the subject of the one before.</summary>
    Continued,

    /// <summary>"Which you liked", "that F directed": said of what it hangs on.</summary>
    Relative,

    /// <summary>"Like L", "as L does", "unlike L", "than L".</summary>
    Comparison,

    /// <summary>No clause: an apposition, an adjunct, something in brackets.</summary>
    Fragment,
}

/// <summary>A part of a sentence that says one thing; another may hang inside it.</summary>
internal sealed class Unit(UnitKind kind, Unit? outer, Unit? before, int head)
{
    /// <summary>What it is to the others.</summary>
    public UnitKind Kind { get; set; } = kind;

    /// <summary>The one that it hangs in; null for one that stands by itself.</summary>
    public Unit? Outer { get; set; } = outer;

    /// <summary>The one before it that stands by itself; null for the first.</summary>
    public Unit? Before => before;

    /// <summary>The place of the name that it hangs on; -1 when it hangs on none.</summary>
    public int Head => head;

    /// <summary>Its places, in order, without those of units inside it.</summary>
    public List<int> Places { get; } = [];

    /// <summary>Its finite verb; -1 when it has none.</summary>
    public int Verb { get; set; } = -1;

    /// <summary>The mark before it: a colon says that it explains the one before.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Whether it is a condition or a reason before a main clause.</summary>
    public bool IsSubordinate { get; init; }
}
