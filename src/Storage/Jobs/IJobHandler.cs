namespace LlmRec.Storage.Jobs;

/// <summary>Does the jobs of one kind.</summary>
public interface IJobHandler
{
    /// <summary>The kind of jobs it does.</summary>
    string Kind { get; }

    /// <summary>
    /// Does the job, from <see cref="Job.ResumeAt"/> on. Returns when it is done; throws to fail it.
    /// </summary>
    /// <param name="lease">The hold on the job; progress is reported through it.</param>
    /// <param name="cancellationToken">Set when someone cancels the job, when the process stops, and when the hold is lost.</param>
    Task RunAsync(JobLease lease, CancellationToken cancellationToken);
}
