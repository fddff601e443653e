using System.Text.Json;

namespace LlmRec.Storage.Jobs;

/// <summary>A durable piece of work as the store knows it.</summary>
/// <param name="Id">The job's identifier.</param>
/// <param name="Kind">What kind of work; at most one job of a kind is queued or running.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Parameters">What was asked for.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="ResumeAt">Where the handler goes on after an interruption; its own format; null at the start.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
/// <param name="CancelRequested">Whether someone asked it to stop.</param>
/// <param name="CreatedAt">When it was queued.</param>
/// <param name="StartedAt">When a worker first took it.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record Job(
    string Id,
    string Kind,
    JobState State,
    JsonElement Parameters,
    JobProgress Progress,
    string? ResumeAt,
    string? Error,
    bool CancelRequested,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Whether it is queued or running.</summary>
    public bool IsActive => State is JobState.Queued or JobState.Running;
}

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>Waits for a worker.</summary>
    Queued,

    /// <summary>A worker has it, or had it and died: then the next worker goes on.</summary>
    Running,

    /// <summary>Done; some of its items may have failed.</summary>
    Succeeded,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Stopped because someone asked.</summary>
    Cancelled,
}

/// <summary>How far a job is.</summary>
/// <param name="Total">Units of work in all.</param>
/// <param name="Done">Units behind it, failed ones included.</param>
/// <param name="Failed">Units that failed and were skipped.</param>
/// <param name="Rate">Units a second, of late; 0 when unknown.</param>
/// <param name="Counts">The handler's own counts by name.</param>
public sealed record JobProgress(long Total, long Done, long Failed, double Rate, IReadOnlyDictionary<string, long> Counts)
{
    /// <summary>What else the handler tells, in its own words and numbers; at the end, what came of it. Null for nothing.</summary>
    public JsonElement? Detail { get; init; }

    /// <summary>Nothing done yet.</summary>
    public static JobProgress None { get; } = new(0, 0, 0, 0, new Dictionary<string, long>());

    /// <summary>Seconds until the end at the present rate; null when unknown.</summary>
    public double? EtaSeconds => Rate > 0 && Total >= Done ? (Total - Done) / Rate : null;
}

/// <summary>A unit of work that failed and was skipped.</summary>
/// <param name="Subject">What it was, for example an item's id.</param>
/// <param name="Reason">Why it failed.</param>
public sealed record JobFailure(string Subject, string Reason);
