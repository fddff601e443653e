using LlmRec.Storage.Jobs;

namespace LlmRec.Embedding.Backfill;

/// <summary>Queues backfills.</summary>
public sealed class BackfillService
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "backfill";

    private readonly JobStore _jobs;

    /// <param name="jobs">The jobs in the store.</param>
    public BackfillService(JobStore jobs) => _jobs = jobs;

    /// <summary>Queues a backfill.</summary>
    /// <exception cref="ArgumentException">The request is faulty.</exception>
    /// <exception cref="JobConflictException">A backfill is active.</exception>
    public Task<Job> QueueAsync(BackfillRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Fault() is { } fault
            ? throw new ArgumentException(fault, nameof(request))
            : _jobs.QueueAsync(Kind, request, cancellationToken);
    }
}
