using System.Text.Json;
using System.Text.Json.Serialization;
using LlmRec.Storage.Jobs;

namespace LlmRec.Api.Endpoints;

/// <summary>A job as the API shows it.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Kind">What kind of work.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Total">Units of work in all.</param>
/// <param name="Done">Units behind it, failed ones included.</param>
/// <param name="Failed">Units that failed and were skipped.</param>
/// <param name="Rate">Units a second, of late.</param>
/// <param name="EtaSeconds">Seconds until the end at that rate; null when unknown.</param>
/// <param name="Counts">The work's own counts by name.</param>
/// <param name="Detail">What else the work tells, and at the end what came of it; absent when nothing.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
/// <param name="Failures">What failed and was skipped, the first hundred.</param>
/// <param name="CreatedAt">When it was queued.</param>
/// <param name="StartedAt">When a worker first took it.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="CancelRequested">Whether somebody asked it to stop.</param>
/// <param name="Parameters">What was asked for.</param>
internal sealed record JobView(
    string Id,
    string Kind,
    string State,
    long Total,
    long Done,
    long Failed,
    double Rate,
    double? EtaSeconds,
    IReadOnlyDictionary<string, long> Counts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Detail,
    string? Error,
    IReadOnlyList<JobFailure> Failures,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    bool CancelRequested,
    JsonElement Parameters)
{
    public static JobView Of(Job job, IReadOnlyList<JobFailure> failures) => new(
        job.Id,
        job.Kind,
        job.State.ToString().ToLowerInvariant(),
        job.Progress.Total,
        job.Progress.Done,
        job.Progress.Failed,
        Math.Round(job.Progress.Rate, 1),
        job.IsActive && job.Progress.EtaSeconds is { } eta ? Math.Round(eta, 1) : null,
        job.Progress.Counts,
        job.Progress.Detail,
        job.Error,
        failures,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt,
        job.CancelRequested,
        job.Parameters);
}

/// <summary>Jobs.</summary>
/// <param name="Jobs">The jobs, the newest first; what failed and was skipped stands at each by itself.</param>
internal sealed record JobList(IReadOnlyList<JobView> Jobs);
