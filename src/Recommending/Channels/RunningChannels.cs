namespace LlmRec.Recommending.Channels;

/// <summary>
/// Channels under way. One thread starts them one after the other: most answer from memory at once, and a thread for each
/// would cost more than what it does. A channel that keeps the thread for long gets it for itself, and others start the rest.
/// </summary>
internal sealed class RunningChannels
{
    private readonly IRecallChannel[] _channels;
    private readonly Func<IRecallChannel, Task<IReadOnlyList<Candidate>>> _recall;
    private readonly TaskCompletionSource<IReadOnlyList<Candidate>>[] _found;
    private int _next;

    /// <param name="channels">The channels.</param>
    /// <param name="recall">Starts one.</param>
    public RunningChannels(IRecallChannel[] channels, Func<IRecallChannel, Task<IReadOnlyList<Candidate>>> recall)
    {
        _channels = channels;
        _recall = recall;
        _found = [.. channels.Select(_ => new TaskCompletionSource<IReadOnlyList<Candidate>>(TaskCreationOptions.RunContinuationsAsynchronously))];
    }

    /// <summary>Each channel and what it finds.</summary>
    public IEnumerable<(IRecallChannel Channel, Task<IReadOnlyList<Candidate>> Found)> Started => _channels.Zip(_found, (channel, found) => (channel, found.Task));

    /// <summary>Starts all channels.</summary>
    /// <param name="time">The clock of the patience.</param>
    /// <param name="patience">After which no channel waits for another.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task StartAsync(TimeProvider time, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(StartInTurn, cancellationToken).WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            for (var left = _channels.Length - Volatile.Read(ref _next); left > 0; left--)
            {
                _ = Task.Run(StartInTurn, cancellationToken);
            }
        }
    }

    private void StartInTurn()
    {
        for (var i = Interlocked.Increment(ref _next) - 1; i < _channels.Length; i = Interlocked.Increment(ref _next) - 1)
        {
            Start(i);
        }
    }

    private void Start(int i)
    {
        try
        {
            var task = _recall(_channels[i]);
            if (task.IsCompleted)
            {
                _found[i].SetFromTask(task);
            }
            else
            {
                _ = task.ContinueWith(_found[i].SetFromTask, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
#pragma warning disable CA1031 // Handed on as what came of the channel.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _found[i].SetException(e);
        }
    }
}
