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

    /// <summary>How many texts a backfill has embedded so far, interrupted runs included.</summary>
    public static long Embedded(Job job) => Count(job, BackfillProgress.EmbeddedCount);

    /// <summary>How many a backfill has found with a current vector, or with nothing to embed.</summary>
    public static long Unchanged(Job job) => Count(job, BackfillProgress.UnchangedCount);

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

    private static long Count(Job job, string name)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Progress.Counts.GetValueOrDefault(name);
    }
}
