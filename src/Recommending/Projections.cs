using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Similarity;
using LlmRec.Recommending.Trained;
using LlmRec.Vectors.Indexes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending;

/// <summary>
/// Everything this process keeps in memory of the store. Followed before every answer, so that what any process has
/// stored by then counts; cheap when nothing is new. A part that cannot follow serves what it has, and is named; one that
/// takes longer than a channel may (a rebuild) serves what it has meanwhile.
/// </summary>
public sealed partial class Projections : IAsyncDisposable
{
    private readonly SharedFollow[] _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly ILogger<Projections> _logger;

    /// <summary>Puts the parts together.</summary>
    public Projections(
        ItemFollower items, BehaviourView behaviour, IVectorIndex index, UserNeighbours users, TrainedModels trained, IOptions<PipelineOptions> options, TimeProvider time, ILogger<Projections> logger)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(behaviour);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(options);
        _time = time;
        _patience = TimeSpan.FromMilliseconds(options.Value.ChannelDeadlineMs);
        _logger = logger;
        _parts =
        [
            Shared("items", items.FollowAsync),
            Shared("interactions", behaviour.FollowAsync),
            Shared("vectors", index.FollowAsync),
            Shared("user vectors", users.FollowAsync),
            Shared("trained models", trained.FollowAsync),
        ];
    }

    /// <summary>
    /// Catches up with the store; the first time however long it takes, later for at most <see cref="PipelineOptions.ChannelDeadlineMs"/>.
    /// </summary>
    /// <returns>The parts that could not, and why; empty when all did or are about to.</returns>
    public async Task<IReadOnlyList<Fault>> FollowAsync(CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(_parts.Select(part => part.FollowAsync(cancellationToken)))).OfType<Fault>()];

    /// <summary>Stops what is under way and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_parts.Select(part => part.EndAsync()));
        _stop.Dispose();
    }

    private SharedFollow Shared(string part, Func<CancellationToken, Task> follow)
    {
        var stopped = _stop.Token;
        return new(() => FollowAsync(part, follow, stopped), _time, _patience);
    }

    private async Task<Fault?> FollowAsync(string part, Func<CancellationToken, Task> follow, CancellationToken cancellationToken)
    {
        try
        {
            await follow(cancellationToken);
            return null;
        }
#pragma warning disable CA1031 // An answer from slightly old data is better than none; it says so.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogCannotFollow(_logger, e, part);
            return new(part, $"serves what it had: {e.Message}");
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The projection of {Part} cannot follow the store")]
    private static partial void LogCannotFollow(ILogger logger, Exception exception, string part);
}
