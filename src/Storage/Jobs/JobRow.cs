using System.Text.Json;

namespace LlmRec.Storage.Jobs;

/// <summary>A row of the table <c>jobs</c>.</summary>
internal sealed class JobRow
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string State { get; init; }

    public required string Parameters { get; init; }

    public long Total { get; init; }

    public long Done { get; init; }

    public long Failed { get; init; }

    public double Rate { get; init; }

    public required string Counts { get; init; }

    public string? Detail { get; init; }

    public string? ResumeAt { get; init; }

    public string? Error { get; init; }

    public string? Owner { get; init; }

    public long? LeaseUntil { get; init; }

    public bool CancelRequested { get; init; }

    public long CreatedAt { get; init; }

    public long? StartedAt { get; init; }

    public long? FinishedAt { get; init; }

    /// <summary>Whether a worker may take it now.</summary>
    public bool IsFree(long now) =>
        State == "queued" || (State == "running" && (Owner is null || LeaseUntil < now || JobOwner.Parse(Owner)?.IsDead() == true));

    public Job ToJob() => new(
        Id,
        Kind,
        Enum.Parse<JobState>(State, ignoreCase: true),
        JsonDocument.Parse(Parameters).RootElement,
        new JobProgress(Total, Done, Failed, Rate, JsonSerializer.Deserialize<Dictionary<string, long>>(Counts)!)
        {
            Detail = Detail is null ? null : JsonSerializer.Deserialize<JsonElement>(Detail),
        },
        ResumeAt,
        Error,
        CancelRequested,
        DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        StartedAt is { } started ? DateTimeOffset.FromUnixTimeMilliseconds(started) : null,
        FinishedAt is { } finished ? DateTimeOffset.FromUnixTimeMilliseconds(finished) : null);
}
