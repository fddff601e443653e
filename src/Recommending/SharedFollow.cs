using LlmRec.Recommending.Pipeline;

namespace LlmRec.Recommending;

/// <summary>
/// The following of one part, shared by the requests. Each waits for a follow that begins after it asked, so that it finds
/// what was stored before; those that ask while one runs share the next. Once the part has caught up for a first time
/// nobody waits longer than <paramref name="patience"/> for a long one (another mean, a large import of another process),
/// which goes on beside the requests and outlives them.
/// </summary>
/// <param name="follow">Catches up with the store; a failure is a result.</param>
/// <param name="time">The clock of the patience.</param>
/// <param name="patience">How long a request waits.</param>
internal sealed class SharedFollow(Func<Task<Fault?>> follow, TimeProvider time, TimeSpan patience)
{
    private readonly Lock _gate = new();
    private Task<Fault?> _running = Task.FromResult<Fault?>(null);
    private Task<Fault?>? _next;
    private volatile bool _hasCaughtUp;

    /// <summary>Waits for the part to catch up.</summary>
    /// <returns>Why it could not; null when it did, or takes longer and serves what it has meanwhile.</returns>
    public async Task<Fault?> FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Begin().WaitAsync(_hasCaughtUp ? patience : Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Waits, whatever becomes of it, for what has begun.</summary>
    public async Task EndAsync()
    {
        Task last;
        lock (_gate)
        {
            last = _next ?? _running;
        }

        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task<Fault?> Begin()
    {
        lock (_gate)
        {
            if (_next is not null)
            {
                return _next;
            }

            // Not on the caller's thread: SQLite does its work before it returns a task to wait for.
            if (_running.IsCompleted)
            {
                return _running = Task.Run(RunAsync);
            }

            var running = _running;
            return _next = Task.Run(() => RunAfterAsync(running));
        }
    }

    private async Task<Fault?> RunAfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            (_running, _next) = (_next!, null);
        }

        return await RunAsync();
    }

    private async Task<Fault?> RunAsync()
    {
        var fault = await follow();
        if (fault is null)
        {
            _hasCaughtUp = true;
        }

        return fault;
    }
}
