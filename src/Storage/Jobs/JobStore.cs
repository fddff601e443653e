using System.Text.Json;

namespace LlmRec.Storage.Jobs;

/// <summary>The jobs in the store: queue, look at, take, report, end. Seen alike by every process that shares the store.</summary>
public sealed class JobStore
{
    private const string Columns = """
        id AS Id, kind AS Kind, state AS State, parameters AS Parameters, total AS Total, done AS Done, failed AS Failed, rate AS Rate,
        counts AS Counts, detail AS Detail, resume_at AS ResumeAt, error AS Error, owner AS Owner, lease_until AS LeaseUntil, cancel_requested AS CancelRequested,
        created_at AS CreatedAt, started_at AS StartedAt, finished_at AS FinishedAt
        """;

    private readonly Store _store;
    private readonly TimeProvider _time;

    /// <param name="store">The open store.</param>
    /// <param name="time">The clock of leases and dates.</param>
    public JobStore(Store store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>How long a worker that went silent keeps its job, when nobody can tell that it is dead.</summary>
    public static TimeSpan LeaseTime { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Queues a job.</summary>
    /// <exception cref="JobConflictException">A job of this kind is active.</exception>
    public Task<Job> QueueAsync(string kind, object parameters, CancellationToken cancellationToken = default) => _store.WriteAsync(
        async session =>
        {
            if (await session.FirstAsync<JobRow>($"SELECT {Columns} FROM jobs WHERE kind = @kind AND state IN ('queued', 'running')", new { kind }) is { } active)
            {
                throw new JobConflictException(active.ToJob());
            }

            var row = new
            {
                Id = Guid.CreateVersion7().ToString("N"),
                Kind = kind,
                Parameters = JsonSerializer.Serialize(parameters, JsonSerializerOptions.Web),
                Now = Now(),
            };
            await session.ExecuteAsync(
                """
                INSERT INTO jobs (id, kind, state, parameters, total, done, failed, rate, counts, cancel_requested, created_at)
                VALUES (@Id, @Kind, 'queued', @Parameters, 0, 0, 0, 0, '{}', 0, @Now)
                """,
                row);
            return (await ReadAsync(session, row.Id))!.ToJob();
        },
        cancellationToken: cancellationToken);

    /// <summary>One job; null when there is none of this id.</summary>
    public Task<Job?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(async session => (await ReadAsync(session, id))?.ToJob(), cancellationToken);

    /// <summary>The active job of a kind; null when none is queued or running.</summary>
    public Task<Job?> ActiveAsync(string kind, CancellationToken cancellationToken = default) => _store.ReadAsync(
        async session => (await session.FirstAsync<JobRow>(
            $"SELECT {Columns} FROM jobs WHERE kind = @kind AND state IN ('queued', 'running')", new { kind }))?.ToJob(),
        cancellationToken);

    /// <summary>Whether a job waits for a worker: queued, or left by one that died.</summary>
    public Task<bool> IsFreeAsync(string id, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(async session => (await ReadAsync(session, id))?.IsFree(Now()) == true, cancellationToken);

    /// <summary>The newest jobs, newest first.</summary>
    public Task<IReadOnlyList<Job>> ListAsync(int limit, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyList<Job>>(
        async session => [.. (await session.QueryAsync<JobRow>($"SELECT {Columns} FROM jobs ORDER BY created_at DESC, id DESC LIMIT @limit", new { limit })).Select(r => r.ToJob())],
        cancellationToken);

    /// <summary>What failed and was skipped in a job, by subject.</summary>
    public Task<IReadOnlyList<JobFailure>> FailuresAsync(string id, int limit, CancellationToken cancellationToken = default) => _store.ReadAsync(
        session => session.QueryAsync<JobFailure>(
            "SELECT subject AS Subject, reason AS Reason FROM job_failures WHERE job_id = @id ORDER BY subject LIMIT @limit", new { id, limit }),
        cancellationToken);

    /// <summary>Asks a job to stop: at once when nobody works on it, else as soon as its worker has noticed.</summary>
    /// <returns>The job afterwards; null when there is none of this id.</returns>
    public Task<Job?> CancelAsync(string id, CancellationToken cancellationToken = default) => _store.WriteAsync(
        async session =>
        {
            if (await ReadAsync(session, id) is not { } row)
            {
                return null;
            }

            await session.ExecuteAsync(
                row.IsFree(Now())
                    ? "UPDATE jobs SET state = 'cancelled', cancel_requested = 1, finished_at = @now, owner = NULL WHERE id = @id"
                    : "UPDATE jobs SET cancel_requested = 1 WHERE id = @id AND state = 'running'",
                new { id, now = Now() });
            return (await ReadAsync(session, id))!.ToJob();
        },
        cancellationToken: cancellationToken);

    /// <summary>Takes a job that waits, or whose worker is dead or silent for longer than <see cref="LeaseTime"/>.</summary>
    /// <param name="kinds">The kinds this worker can do.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>The lease; null when there is nothing to take.</returns>
    internal Task<JobLease?> TakeAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellationToken) => _store.WriteAsync(
        async session =>
        {
            var active = await session.QueryAsync<JobRow>($"SELECT {Columns} FROM jobs WHERE state IN ('queued', 'running') ORDER BY created_at");
            if (active.FirstOrDefault(row => kinds.Contains(row.Kind) && row.IsFree(Now())) is not { } free)
            {
                return null;
            }

            var owner = JobOwner.Current().ToString();
            await session.ExecuteAsync(
                "UPDATE jobs SET state = 'running', owner = @owner, lease_until = @until, started_at = COALESCE(started_at, @now) WHERE id = @Id",
                new { free.Id, owner, until = Now() + (long)LeaseTime.TotalMilliseconds, now = Now() });
            return new JobLease(_store, _time, (await ReadAsync(session, free.Id))!.ToJob(), owner);
        },
        cancellationToken: cancellationToken);

    private static Task<JobRow?> ReadAsync(StoreSession session, string id) =>
        session.FirstAsync<JobRow>($"SELECT {Columns} FROM jobs WHERE id = @id", new { id });

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
