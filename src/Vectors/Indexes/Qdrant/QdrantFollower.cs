using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>
/// Keeps what is searched up to date. Changes are brought to Qdrant beside the requests; a request waits for them a little,
/// then goes on with what is there, saying so. While Qdrant fails, nobody waits: it is tried again from time to time.
/// </summary>
internal sealed class QdrantFollower : IDisposable, IAsyncDisposable
{
    private const int MostChangedOwners = 10_000;

    private readonly VectorSpaces _spaces;
    private readonly VectorStore _vectors;
    private readonly ProjectionStore _projections;
    private readonly QdrantProjection _projection;
    private readonly SpaceDefinition _definition;
    private readonly OwnerKind _kind;
    private readonly QdrantOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _local = new(1, 1);
    private volatile ServedVectors _served;
    private volatile ProjectionOutcome? _outcome;
    private Run? _run;
    private volatile VectorSpace? _space;
    private long _dropped = -1;
    private long _version;

    public QdrantFollower(
        VectorSpaces spaces, VectorStore vectors, ProjectionStore projections, QdrantProjection projection, SpaceDefinition definition, OwnerKind kind,
        QdrantOptions options, TimeProvider time)
    {
        _spaces = spaces;
        _vectors = vectors;
        _projections = projections;
        _projection = projection;
        _definition = definition;
        _kind = kind;
        _options = options;
        _time = time;
        _served = Serving(null, new(0, definition.Name, definition.Encoder, definition.EncoderVersion, "", definition.Dimension, null, null, 0, 0), 0);
    }

    /// <summary>What is searched now.</summary>
    public ServedVectors Served => _served;

    /// <summary>Another number whenever an answer may be another one.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Waits until Qdrant has what the store had when this was called; not longer than the options say.</summary>
    /// <exception cref="QdrantException">It has not, and why.</exception>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var space = _space ?? await StartedAsync(cancellationToken);
        var mark = await _projections.MarkAsync(space, cancellationToken);
        if (_outcome?.Mark == mark)
        {
            return;
        }

        await DropChangedAsync(mark.LastChange, cancellationToken);
        while (true)
        {
            var run = Joined();
            var left = TimeSpan.FromMilliseconds(_options.FollowWaitMs) - _time.GetElapsedTime(run.Started);
            try
            {
                var outcome = await run.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken);
                if (outcome.Mark.LastChange >= mark.LastChange)
                {
                    return;
                }
            }
            catch (TimeoutException e) when (!run.Task.IsFaulted)
            {
                // A run that ended just now is as good as one that ended in time.
                if (!run.Task.IsCompleted)
                {
                    throw new QdrantException("Qdrant is still being brought up to date.", 0, e);
                }
            }
        }
    }

    /// <summary>Reads from the store which collection is searched.</summary>
    public async Task<ServedVectors> RefreshAsync(CancellationToken cancellationToken)
    {
        var space = await _spaces.GetAsync(_definition, cancellationToken);
        if ((await _projections.AllAsync(space, cancellationToken)).FirstOrDefault(c => c.IsLive) is { } live)
        {
            Serve(live, (int)await _vectors.CountAsync(space, _kind, cancellationToken));
        }

        return _served;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _local.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_run is { } run)
        {
            await ((Task)run.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _local.Dispose();
        _stop.Dispose();
    }

    /// <summary>Once, before anything else: what the store knows is served, whatever Qdrant does.</summary>
    private async Task<VectorSpace> StartedAsync(CancellationToken cancellationToken)
    {
        await _local.WaitAsync(cancellationToken);
        try
        {
            if (_space is not { } space)
            {
                space = await _spaces.GetAsync(_definition, cancellationToken);
                _served = Serving(null, space, 0);
                await RefreshAsync(cancellationToken);
                _space = space;
            }

            return space;
        }
        finally
        {
            _local.Release();
        }
    }

    /// <summary>The run under way, or a new one; while Qdrant fails, the failed one for a while.</summary>
    private Run Joined()
    {
        lock (_gate)
        {
            var isRecent = _run is { Task.IsCompleted: true, Task.IsCompletedSuccessfully: false } failed
                && _time.GetElapsedTime(failed.Ended) < TimeSpan.FromMilliseconds(_options.FollowRetryMs);
            return _run is { Task.IsCompleted: false } || isRecent ? _run! : _run = new(_time, RunAsync);
        }
    }

    private async Task<ProjectionOutcome> RunAsync()
    {
        var before = _outcome;
        var outcome = await _projection.CatchUpAsync(before, _stop.Token);
        if (outcome.Live is { } live && (before?.Live?.Name != live.Name || before.Mark.Checkpoint != outcome.Mark.Checkpoint || before.Count != outcome.Count))
        {
            Serve(live, outcome.Count);
        }

        return _outcome = outcome;
    }

    private void Serve(ProjectedCollection live, int count)
    {
        var served = _served;
        _served = served.Collection == live.Name ? served with { Count = count } : Serving(live.Name, live.Space, count);
        Interlocked.Increment(ref _version);
    }

    private ServedVectors Serving(string? collection, VectorSpace space, int count) =>
        new(collection, space, count, new StoredVectors(_vectors, space, _kind, _options.CachedVectors));

    /// <summary>Drops kept vectors that changed in the store.</summary>
    private async Task DropChangedAsync(long last, CancellationToken cancellationToken)
    {
        await _local.WaitAsync(cancellationToken);
        try
        {
            if (_dropped >= 0 && _dropped < last)
            {
                var changed = await _vectors.ChangedOwnersAsync(_space!, _kind, _dropped, MostChangedOwners, cancellationToken);
                if (changed.Count < MostChangedOwners)
                {
                    _served.Vectors.Drop(changed);
                }
                else
                {
                    _served = Serving(_served.Collection, _served.Space, _served.Count);
                }

                Interlocked.Add(ref _version, Math.Sign(changed.Count));
            }

            _dropped = Math.Max(_dropped, last);
        }
        finally
        {
            _local.Release();
        }
    }

    /// <summary>A run of the projection.</summary>
    private sealed class Run
    {
        public Run(TimeProvider time, Func<Task<ProjectionOutcome>> run)
        {
            Started = time.GetTimestamp();
            Task = System.Threading.Tasks.Task.Run(async () =>
            {
                try
                {
                    return await run();
                }
                finally
                {
                    Ended = time.GetTimestamp();
                }
            });
            // A failure is told to whoever follows next; nobody may be waiting now.
            _ = Task.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        public long Started { get; }

        public long Ended { get; private set; }

        public Task<ProjectionOutcome> Task { get; }
    }
}
