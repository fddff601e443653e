using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LlmRec.Storage.Jobs;

namespace LlmRec.Api.Endpoints;

/// <summary>Follows a job for as long as someone listens, whichever process works on it.</summary>
internal sealed class JobEvents(JobStore jobs, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Proxies close a connection on which nothing has come for a while, many after 30 or 60 seconds.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private int _followers;

    /// <summary>How many listen now.</summary>
    public int Followers => _followers;

    public async IAsyncEnumerable<SseItem<JobView>> FollowAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _followers);
        try
        {
            await foreach (var told in EventsAsync(id, cancellationToken))
            {
                yield return told;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    private async IAsyncEnumerable<SseItem<JobView>> EventsAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Job? told = null;
        var toldAt = time.GetTimestamp();
        while (await jobs.GetAsync(id, cancellationToken) is { } job)
        {
            if (!job.IsActive)
            {
                yield return new(JobView.Of(job, await jobs.FailuresAsync(id, 100, cancellationToken)), "done");
                yield break;
            }

            if (told is null || HasMoved(told, job) || time.GetElapsedTime(toldAt) >= LongestSilence)
            {
                (told, toldAt) = (job, time.GetTimestamp());
                yield return new(JobView.Of(job, []), "progress");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static bool HasMoved(Job was, Job now) =>
        (now.State, now.CancelRequested, now.Progress.Done, now.Progress.Total) != (was.State, was.CancelRequested, was.Progress.Done, was.Progress.Total)
        || now.Progress.Detail?.GetRawText() != was.Progress.Detail?.GetRawText();
}
