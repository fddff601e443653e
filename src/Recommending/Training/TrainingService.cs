using LlmRec.Storage.Jobs;

namespace LlmRec.Recommending.Training;

/// <summary>Queues trainings.</summary>
public sealed class TrainingService
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "training";

    private readonly JobStore _jobs;

    /// <param name="jobs">The jobs in the store.</param>
    public TrainingService(JobStore jobs) => _jobs = jobs;

    /// <summary>Queues a training.</summary>
    /// <exception cref="ArgumentException">The request is faulty.</exception>
    /// <exception cref="JobConflictException">A training is active.</exception>
    public Task<Job> QueueAsync(TrainingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Fault() is { } fault
            ? throw new ArgumentException(fault, nameof(request))
            : _jobs.QueueAsync(Kind, request, cancellationToken);
    }
}
