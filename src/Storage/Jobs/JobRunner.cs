using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace LlmRec.Storage.Jobs;

/// <summary>Takes jobs from the store and runs them with the handler of their kind, keeping the lease alive meanwhile.</summary>
public sealed partial class JobRunner
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);

    private readonly JobStore _jobs;
    private readonly TimeProvider _time;
    private readonly ILogger<JobRunner> _logger;
    private readonly FrozenDictionary<string, IJobHandler> _handlers;

    /// <param name="jobs">The jobs in the store.</param>
    /// <param name="handlers">One handler for each kind this process can do.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where starts and ends are told.</param>
    public JobRunner(JobStore jobs, IEnumerable<IJobHandler> handlers, TimeProvider time, ILogger<JobRunner> logger)
    {
        _jobs = jobs;
        _time = time;
        _logger = logger;
        _handlers = handlers.ToFrozenDictionary(h => h.Kind);
    }

    /// <summary>Takes the next job that is free and runs it to its end.</summary>
    /// <param name="cancellationToken">Stops the work; the job stays unfinished, for the next worker to go on.</param>
    /// <returns>The job as it ended; null when there was none to take.</returns>
    public async Task<Job?> RunNextAsync(CancellationToken cancellationToken)
    {
        if (await _jobs.TakeAsync(_handlers.Keys, cancellationToken) is not { } lease)
        {
            return null;
        }

        Log.Started(_logger, lease.Job.Kind, lease.Job.Id, lease.Job.ResumeAt is null ? "from the start" : "where it was left");
        await RunAsync(lease, cancellationToken);
        return await _jobs.GetAsync(lease.Job.Id, CancellationToken.None);
    }

    private async Task RunAsync(JobLease lease, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = new CancellationTokenSource();
        var watch = WatchAsync(lease, stop, done.Token);
        Exception? error = null;
        try
        {
            await _handlers[lease.Job.Kind].RunAsync(lease, stop.Token);
        }
#pragma warning disable CA1031 // Whatever a handler throws ends its job, not the worker.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e;
        }

        await done.CancelAsync();
        var watched = await watch;
        try
        {
            switch (error, watched)
            {
                case (null, _):
                    await EndAsync(lease, JobState.Succeeded, null);
                    break;
                case (LeaseLostException, _) or (_, Watched.LeaseLost):
                    Log.LeaseLost(_logger, lease.Job.Kind, lease.Job.Id);
                    break;
                case (OperationCanceledException, Watched.CancelRequested):
                    await EndAsync(lease, JobState.Cancelled, null);
                    break;
                case (OperationCanceledException, _) when cancellationToken.IsCancellationRequested:
                    await lease.ReleaseAsync();
                    break;
                default:
                    // A fault of the store, and one that the handler tells in full, says itself what to do; anything else is a bug, whose trace is needed.
                    Log.Failed(_logger, error is StoreException or JobFailedException ? null : error, lease.Job.Kind, lease.Job.Id, error.Message);
                    await EndAsync(lease, JobState.Failed, error.Message);
                    break;
            }
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(_logger, lease.Job.Kind, lease.Job.Id);
        }
    }

    private async Task EndAsync(JobLease lease, JobState state, string? error)
    {
        await lease.EndAsync(state, error);
        Log.Ended(_logger, lease.Job.Kind, lease.Job.Id, state);
    }

    private async Task<Watched> WatchAsync(JobLease lease, CancellationTokenSource stop, CancellationToken done)
    {
        var renewedAt = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await Task.Delay(WatchInterval, _time, done);
                var due = _time.GetElapsedTime(renewedAt) > JobStore.LeaseTime / 3;
                var cancelRequested = due ? await lease.RenewAsync(done) : await lease.CancelRequestedAsync(done);
                renewedAt = due ? _time.GetTimestamp() : renewedAt;
                if (cancelRequested)
                {
                    await stop.CancelAsync();
                    return Watched.CancelRequested;
                }
            }
            catch (LeaseLostException)
            {
                await stop.CancelAsync();
                return Watched.LeaseLost;
            }
            catch (OperationCanceledException)
            {
                return Watched.Nothing;
            }
            catch (StoreException e)
            {
                // It may pass (a store locked for long); if it does not, the handler meets it at its next write and fails the job with it.
                Log.WatchFailed(_logger, e, lease.Job.Id);
            }
        }
    }

    private enum Watched
    {
        Nothing,
        CancelRequested,
        LeaseLost,
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Job {Kind} {JobId} starts {From}")]
        public static partial void Started(ILogger logger, string kind, string jobId, string from);

        [LoggerMessage(2, LogLevel.Information, "Job {Kind} {JobId} ended: {State}")]
        public static partial void Ended(ILogger logger, string kind, string jobId, JobState state);

        [LoggerMessage(3, LogLevel.Error, "Job {Kind} {JobId} failed: {Reason}")]
        public static partial void Failed(ILogger logger, Exception? exception, string kind, string jobId, string reason);

        [LoggerMessage(4, LogLevel.Warning, "Job {Kind} {JobId} was taken over by another worker")]
        public static partial void LeaseLost(ILogger logger, string kind, string jobId);

        [LoggerMessage(5, LogLevel.Warning, "The lease of job {JobId} cannot be renewed")]
        public static partial void WatchFailed(ILogger logger, Exception exception, string jobId);
    }
}
