using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.Logging;

namespace LlmRec.Recommending.Channels;

/// <summary>Runs channels side by side, each with a deadline; one that fails or is late is left out and named; in the log at most once a minute.</summary>
public sealed partial class ChannelRunner
{
    // Channels that answer from memory are all done long before.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly Repetitions _repetitions;
    private readonly TimeProvider _time;
    private readonly ILogger<ChannelRunner> _logger;

    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="logger">Where failures are told.</param>
    public ChannelRunner(TimeProvider time, ILogger<ChannelRunner> logger)
    {
        _time = time;
        _repetitions = new(time);
        _logger = logger;
    }

    /// <summary>Runs those channels that have anything to go by.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="context">The request.</param>
    /// <param name="limit">Candidates asked of each.</param>
    /// <param name="deadline">Time each has.</param>
    /// <param name="cancellationToken">Stops all of them.</param>
    public async Task<IReadOnlyList<ChannelResult>> RunAsync(
        IReadOnlyList<IRecallChannel> channels, RecallContext context, int limit, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new RunningChannels([.. channels.Where(c => c.Applies(context))], c => c.RecallAsync(context, limit, stop.Token));
        try
        {
            // A channel that ignores its token must not hold the answer up: it is told to stop and left behind.
            await running.StartAsync(_time, Patience, cancellationToken);
            return await Task.WhenAll(running.Started.Select(s => ResultAsync(s.Channel, s.Found, deadline, cancellationToken)));
        }
        finally
        {
            if (running.Started.Any(s => !s.Found.IsCompleted))
            {
                await stop.CancelAsync();
            }
        }
    }

    private async Task<ChannelResult> ResultAsync(IRecallChannel channel, Task<IReadOnlyList<Candidate>> found, TimeSpan deadline, CancellationToken cancellationToken)
    {
        try
        {
            return new(channel, found.IsCompleted ? await found : await found.WaitAsync(deadline, _time, cancellationToken), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException) when (!found.IsFaulted)
        {
            if (_repetitions.IsToTell(channel.Name))
            {
                Log.Late(_logger, channel.Name, deadline.TotalMilliseconds);
            }

            return new(channel, [], $"took longer than {deadline.TotalMilliseconds:0} ms");
        }
#pragma warning disable CA1031 // Whatever breaks in one channel, the others' answer goes out.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (_repetitions.IsToTell(channel.Name))
            {
                Log.Failed(_logger, e, channel.Name);
            }

            return new(channel, [], $"failed: {e.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Channel {Channel} took longer than {DeadlineMs} ms and was left out")]
        public static partial void Late(ILogger logger, string channel, double deadlineMs);

        [LoggerMessage(2, LogLevel.Warning, "Channel {Channel} failed and was left out")]
        public static partial void Failed(ILogger logger, Exception exception, string channel);
    }
}

/// <summary>What came of a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Found">Its candidates.</param>
/// <param name="Fault">Why it was left out; null when it took part.</param>
public sealed record ChannelResult(IRecallChannel Channel, IReadOnlyList<Candidate> Found, string? Fault);
