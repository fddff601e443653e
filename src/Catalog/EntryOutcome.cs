namespace LlmRec.Catalog;

/// <summary>What became of an entry that was sent in.</summary>
public enum EntryState
{
    /// <summary>Stored, new or changed.</summary>
    Accepted,

    /// <summary>Known already, word for word.</summary>
    Unchanged,

    /// <summary>Not stored; the reason says why.</summary>
    Rejected,
}

/// <summary>What became of an entry.</summary>
/// <param name="State">Accepted, unchanged or rejected.</param>
/// <param name="Reason">Why it was rejected, or a remark; null otherwise.</param>
public readonly record struct EntryOutcome(EntryState State, string? Reason = null)
{
    /// <summary>Stored.</summary>
    public static EntryOutcome Accepted { get; } = new(EntryState.Accepted);

    /// <summary>Known already.</summary>
    public static EntryOutcome Unchanged { get; } = new(EntryState.Unchanged);

    /// <summary>Not stored.</summary>
    public static EntryOutcome Rejected(string reason) => new(EntryState.Rejected, reason);
}
