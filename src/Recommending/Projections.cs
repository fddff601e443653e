using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Similarity;
using LlmRec.Recommending.Trained;
using LlmRec.Storage;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Numbers = System.Collections.Generic.IReadOnlyDictionary<string, long>;

namespace LlmRec.Recommending;

/// <summary>
/// Everything this process keeps in memory of the store. Followed before every answer, so that what any process has
/// stored by then counts; cheap when nothing is new. A part that cannot follow serves what it has, and is named; one that
/// takes longer than a channel may (a rebuild) serves what it has meanwhile.
/// </summary>
public sealed partial class Projections : IAsyncDisposable
{
    private readonly Repetitions _repetitions;
    private readonly Store _store;
    private readonly Part[] _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly ILogger<Projections> _logger;
    private volatile Numbers? _numbers;

    /// <summary>Puts the parts together.</summary>
    public Projections(
        Store store, ItemFollower items, BehaviourView behaviour, IVectorIndex index, UserNeighbours users, TrainedModels trained, IOptions<PipelineOptions> options, TimeProvider time, ILogger<Projections> logger)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(behaviour);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(options);
        _repetitions = new(time);
        _store = store;
        _time = time;
        _patience = TimeSpan.FromMilliseconds(options.Value.ChannelDeadlineMs);
        _logger = logger;
        _parts =
        [
            PartOf("items", Changes(ItemStore.Sequence), items.FollowAsync),
            PartOf("interactions", Changes(InteractionStore.Sequence), behaviour.FollowAsync),
            PartOf("vectors", index.OnlyFollowsChanges ? Changes(VectorStore.Sequence) : Always, index.FollowAsync),
            PartOf("user vectors", users.OnlyFollowsChanges ? Changes(VectorStore.Sequence) : Always, users.FollowAsync),
            PartOf("trained models", (_, now) => trained.IsToLook(now), token => trained.FollowAsync(_numbers, token)),
        ];
    }

    /// <summary>
    /// Catches up with the store; the first time however long it takes, later for at most <see cref="PipelineOptions.ChannelDeadlineMs"/>.
    /// </summary>
    /// <returns>The parts that could not, and why; empty when all did or are about to.</returns>
    public async Task<IReadOnlyList<Fault>> FollowAsync(CancellationToken cancellationToken)
    {
        // One look says for all parts whether there is anything to follow.
        var numbers = _numbers = await NumbersAsync(cancellationToken);
        return [.. (await Task.WhenAll(_parts.Where(part => part.IsDue(part.Numbers, numbers)).Select(part => part.Follow.FollowAsync(cancellationToken)))).OfType<Fault>()];
    }

    /// <summary>Stops what is under way and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_parts.Select(part => part.Follow.EndAsync()));
        _stop.Dispose();
    }

    private static bool Always(Numbers? had, Numbers? now) => true;

    private static Func<Numbers?, Numbers?, bool> Changes(string sequence) =>
        (had, now) => had is null || now is null || had.GetValueOrDefault(sequence) != now.GetValueOrDefault(sequence);

    private Part PartOf(string name, Func<Numbers?, Numbers?, bool> isDue, Func<CancellationToken, Task> follow)
    {
        var stopped = _stop.Token;
        var part = new Part { IsDue = isDue };
        part.Follow = new(() => FollowAsync(name, part, follow, stopped), _time, _patience);
        return part;
    }

    private async Task<Fault?> FollowAsync(string name, Part part, Func<CancellationToken, Task> follow, CancellationToken cancellationToken)
    {
        try
        {
            // Read before the follow: what is stored meanwhile may be in or not.
            var numbers = _numbers;
            await follow(cancellationToken);
            part.Numbers = numbers;
            return null;
        }
#pragma warning disable CA1031 // An answer from slightly old data is better than none; it says so.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            part.Numbers = null;
            if (_repetitions.IsToTell(name))
            {
                LogCannotFollow(_logger, e, name);
            }

            return new(name, $"serves what it had: {e.Message}");
        }
    }

    /// <summary>The numbers of the store's change sequences; null when it can't be read: then each part says so itself.</summary>
    private async Task<Numbers?> NumbersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _store.ReadAsync(ChangeSequence.AllAsync, cancellationToken);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The projection of {Part} cannot follow the store")]
    private static partial void LogCannotFollow(ILogger logger, Exception exception, string part);

    private sealed class Part
    {
        /// <summary>Whether there may be something to follow, by the numbers it had when it last caught up and those now; null for none.</summary>
        public required Func<Numbers?, Numbers?, bool> IsDue { get; init; }

        public SharedFollow Follow { get; set; } = null!;

        /// <summary>Numbers that the part has caught up with; null when it has with none.</summary>
        public Numbers? Numbers { get; set; }
    }
}
