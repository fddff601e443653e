namespace LlmRec.Storage.Jobs;

/// <summary>A job of the kind is queued or running already.</summary>
public sealed class JobConflictException : Exception
{
    /// <param name="active">The job that is active.</param>
    public JobConflictException(Job active)
        : base($"A {active?.Kind} job is {(active?.State == JobState.Queued ? "queued" : "running")} already ({active?.Id}). Wait for it, or cancel it first.")
    {
        ArgumentNullException.ThrowIfNull(active);
        Active = active;
    }

    /// <summary>The job that is active.</summary>
    public Job Active { get; }
}

/// <summary>The worker's lease on a job is gone: another worker took it over, or it was ended. What it was about to write was rolled back.</summary>
public sealed class LeaseLostException : Exception
{
    /// <param name="jobId">The job.</param>
    public LeaseLostException(string jobId)
        : base($"This worker no longer holds job {jobId}; another one may have taken it over.")
    {
    }
}

/// <summary>A job can't be done for a reason that its message tells in full: no bug whose trace anyone needs.</summary>
public sealed class JobFailedException : Exception
{
    /// <param name="message">Why, and what to do.</param>
    /// <param name="inner">What went wrong below; null for nothing.</param>
    public JobFailedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
