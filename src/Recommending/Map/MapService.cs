using LlmRec.Storage.Jobs;

namespace LlmRec.Recommending.Map;

/// <summary>Queues projections: the jobs that lay the catalogue's vectors out as a map.</summary>
public sealed class MapService
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "projection";

    private readonly JobStore _jobs;

    /// <param name="jobs">The jobs in the store.</param>
    public MapService(JobStore jobs) => _jobs = jobs;

    /// <summary>Queues a projection.</summary>
    /// <exception cref="ArgumentException">The request is faulty.</exception>
    /// <exception cref="JobConflictException">A projection is active.</exception>
    public Task<Job> QueueAsync(MapRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Fault() is { } fault
            ? throw new ArgumentException(fault, nameof(request))
            : _jobs.QueueAsync(Kind, request, cancellationToken);
    }
}

/// <summary>How to lay a map out.</summary>
/// <param name="Neighbours">How many nearest others of an item are held near it, 2 to 100: few show fine structure, many the whole. Default 15.</param>
/// <param name="Seed">Where all randomness comes from. Default 1.</param>
public sealed record MapRequest(int Neighbours = 15, int Seed = 1)
{
    /// <summary>What is wrong with the request; null when nothing.</summary>
    public string? Fault() => Neighbours is < 2 or > 100 ? $"neighbours must be from 2 to 100; it is {Neighbours}." : null;
}
