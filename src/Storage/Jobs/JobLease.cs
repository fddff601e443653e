using System.Text.Json;
using LlmRec.Storage.Dialects;

namespace LlmRec.Storage.Jobs;

/// <summary>
/// A worker's hold on a job. Every write through it checks the hold in the same transaction, so that a worker that was
/// taken for dead cannot write beside its successor.
/// </summary>
public sealed class JobLease
{
    private readonly Store _store;
    private readonly TimeProvider _time;
    private readonly string _owner;

    internal JobLease(Store store, TimeProvider time, Job job, string owner)
    {
        _store = store;
        _time = time;
        _owner = owner;
        Job = job;
    }

    /// <summary>The job as it was when it was taken.</summary>
    public Job Job { get; }

    /// <summary>Stores progress and the point to resume at, in the caller's transaction: both or neither become true.</summary>
    /// <exception cref="LeaseLostException">The hold is gone; let it roll the transaction back.</exception>
    public async Task ReportAsync(StoreSession session, JobProgress progress, string? resumeAt, IReadOnlyList<JobFailure>? failures = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(progress);
        await UpdateAsync(
            session,
            "total = @Total, done = @Done, failed = @Failed, rate = @Rate, counts = @counts, detail = @detail, resume_at = @resumeAt, lease_until = @until",
            new
            {
                progress.Total,
                progress.Done,
                progress.Failed,
                progress.Rate,
                counts = JsonSerializer.Serialize(progress.Counts),
                detail = progress.Detail?.GetRawText(),
                resumeAt,
                until = Until(),
                id = Job.Id,
                owner = _owner,
            });
        foreach (var failure in failures ?? [])
        {
            await session.ExecuteAsync(
                "INSERT INTO job_failures (job_id, subject, reason) VALUES (@id, @Subject, @Reason) ON CONFLICT (job_id, subject) DO UPDATE SET reason = excluded.reason",
                new { id = Job.Id, failure.Subject, failure.Reason });
        }
    }

    /// <summary>Keeps the hold for another <see cref="JobStore.LeaseTime"/>.</summary>
    /// <returns>Whether someone asked the job to stop.</returns>
    internal Task<bool> RenewAsync(CancellationToken cancellationToken) => _store.WriteAsync(
        async session =>
        {
            await UpdateAsync(session, "lease_until = @until", new { until = Until(), id = Job.Id, owner = _owner });
            return await CancelRequestedAsync(session);
        },
        Durability.ProcessKill,
        cancellationToken);

    /// <summary>Whether someone asked the job to stop.</summary>
    internal Task<bool> CancelRequestedAsync(CancellationToken cancellationToken) => _store.ReadAsync(CancelRequestedAsync, cancellationToken);

    /// <summary>Ends the job.</summary>
    internal Task EndAsync(JobState state, string? error) => _store.WriteAsync(session => UpdateAsync(
        session,
        "state = @state, error = @error, finished_at = @now, owner = NULL, lease_until = NULL",
        new { state = state.ToString().ToLowerInvariant(), error, now = _time.GetUtcNow().ToUnixTimeMilliseconds(), id = Job.Id, owner = _owner }));

    /// <summary>Gives the job back unfinished, for another worker to go on.</summary>
    internal Task ReleaseAsync() => _store.WriteAsync(session => UpdateAsync(
        session, "owner = NULL, lease_until = NULL", new { id = Job.Id, owner = _owner }));

    private Task<bool> CancelRequestedAsync(StoreSession session) =>
        session.ScalarAsync<bool>("SELECT cancel_requested FROM jobs WHERE id = @Id", new { Job.Id });

    private async Task UpdateAsync(StoreSession session, string assignments, object parameters)
    {
        if (await session.ExecuteAsync($"UPDATE jobs SET {assignments} WHERE id = @id AND owner = @owner AND state = 'running'", parameters) == 0)
        {
            throw new LeaseLostException(Job.Id);
        }
    }

    private long Until() => (_time.GetUtcNow() + JobStore.LeaseTime).ToUnixTimeMilliseconds();
}
