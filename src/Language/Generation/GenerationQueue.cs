namespace LlmRec.Language.Generation;

/// <summary>
/// Lets so many requests work at once and so many wait. Those that wait are taken from their callers in turn, and in order from
/// one caller: start-time fair queuing (Goyal, Vin and Cheng, SIGCOMM 1996) with requests of equal weight, so that one caller's
/// hundred requests don't keep another's single one waiting.
/// </summary>
internal sealed class GenerationQueue
{
    private static readonly TimeSpan FirstGuess = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<Waiter, (long Tag, long Number)> _waiting = new();
    private readonly Dictionary<string, long> _lastTag = [];
    private readonly int _places;
    private readonly int _limit;
    private readonly TimeProvider _time;
    private int _free;
    private int _count;
    private long _virtualTime;
    private long _number;
    private double _seconds = FirstGuess.TotalSeconds;

    /// <param name="places">How many work at once.</param>
    /// <param name="limit">How many may wait.</param>
    /// <param name="time">The clock.</param>
    public GenerationQueue(int places, int limit, TimeProvider time)
    {
        _free = _places = places;
        _limit = limit;
        _time = time;
    }

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="caller">Whom the request is for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The place; disposing gives it to the next.</returns>
    /// <exception cref="QueueFullException">Too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(string caller, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return new Place(this);
            }

            if (_count >= _limit)
            {
                throw new QueueFullException(_count, RetryAfter());
            }

            var tag = Math.Max(_virtualTime, _lastTag.GetValueOrDefault(caller)) + 1;
            _lastTag[caller] = tag;
            _waiting.Enqueue(waiter = new(tag), (tag, _number++));
            _count++;
        }

        await using var registration = cancellationToken.Register(() => Leave(waiter, cancellationToken));
        await waiter.Turn.Task;
        return new Place(this);
    }

    private TimeSpan RetryAfter() => TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(_seconds / _places), 1, 3_600));

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.Turn.TrySetCanceled(cancellationToken))
            {
                _count--;
            }
        }
    }

    private void Release(TimeSpan worked)
    {
        lock (_lock)
        {
            _seconds += .2 * (worked.TotalSeconds - _seconds);
            while (_waiting.TryDequeue(out var next, out _))
            {
                // One that left stays in the queue until its turn.
                if (next.Turn.TrySetResult())
                {
                    _count--;
                    _virtualTime = next.Tag;
                    return;
                }
            }

            // Nobody waits: who came how often doesn't matter any more.
            _lastTag.Clear();
            _virtualTime = 0;
            _free++;
        }
    }

    private sealed class Waiter(long tag)
    {
        public long Tag { get; } = tag;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Place(GenerationQueue queue) : IDisposable
    {
        private readonly long _since = queue._time.GetTimestamp();
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                queue.Release(queue._time.GetElapsedTime(_since));
            }
        }
    }
}
