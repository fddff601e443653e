using System.Text.Json.Serialization;

namespace LlmRec.Catalog.Import;

/// <summary>What came of an import.</summary>
/// <param name="Items">Counts of items.</param>
/// <param name="Users">Counts of users.</param>
/// <param name="Interactions">Counts of interactions.</param>
/// <param name="Problems">What was passed over and why, the first hundred.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ImportReport(EntryCounts Items, EntryCounts Users, EntryCounts Interactions, IReadOnlyList<ImportProblem> Problems, double Seconds)
{
    /// <summary>Counts of dialogues between people, for a room above to fill in; null when none were to be imported.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EntryCounts? Dialogues { get; init; }
}

/// <summary>A line that was passed over.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Reason">Why.</param>
public sealed record ImportProblem(string File, long Line, string Reason);

/// <summary>Counts of what became of entries.</summary>
public sealed class EntryCounts
{
    /// <summary>Stored, new or changed.</summary>
    public long Accepted { get; private set; }

    /// <summary>Known already.</summary>
    public long Unchanged { get; private set; }

    /// <summary>Not stored.</summary>
    public long Rejected { get; private set; }

    /// <summary>Counts one more.</summary>
    public void Add(EntryState state)
    {
        switch (state)
        {
            case EntryState.Accepted:
                Accepted++;
                break;
            case EntryState.Unchanged:
                Unchanged++;
                break;
            default:
                Rejected++;
                break;
        }
    }
}
