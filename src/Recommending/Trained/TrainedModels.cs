using LlmRec.Catalog.Items;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Ranking;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Trained;

/// <summary>
/// The promoted models in memory. Follows the store: what any process promotes or rolls back is loaded beside what serves,
/// then takes its place; a request that uses the former one keeps it until it is done. A model that can't be loaded is
/// named, and what was there before serves on.
/// </summary>
public sealed class TrainedModels : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    // A model with more items is a new one, made at the cost of a copy: while a catalogue is being loaded, not at every look.
    private static readonly TimeSpan LateInterval = TimeSpan.FromSeconds(10);

    private readonly Promotions _promotions;
    private readonly TrainedFolder _folder;
    private readonly OnnxSessions _sessions;
    private readonly ItemFollower _follower;
    private readonly ItemTable _items;
    private readonly LateItems _late;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _wanted;
    private readonly bool _wantsFusion;
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Dictionary<string, SavedModelException> _faults = [];
    private volatile Dictionary<string, Counted<ServedModel>> _served = [];
    private volatile ServedFusion? _fusion;
    private volatile Extent? _lateUpTo;
    private long _change = -1;
    private long _loadedAt;

    /// <summary>Creates the view, empty until it has followed the store.</summary>
    internal TrainedModels(
        Promotions promotions, TrainedFolder folder, OnnxSessions sessions, ItemFollower follower, ItemTable items, LateItems late, IOptions<PipelineOptions> options, TimeProvider time)
    {
        _promotions = promotions;
        _folder = folder;
        _sessions = sessions;
        _follower = follower;
        _items = items;
        _late = late;
        _time = time;
        _wantsFusion = options.Value.Ranker == FusionRanker.RankerName;
        _wanted = [.. options.Value.Channels.Length > 0 ? options.Value.Channels.Intersect(ChannelNames.Trained) : ChannelNames.Trained];
    }

    /// <summary>What serves, by model: what its folder says of it.</summary>
    public IReadOnlyDictionary<string, ModelManifest> Serving => _served.Select(s => s.Value.Value.Manifest)
        .Concat(_fusion is { } fusion ? [fusion.Manifest] : []).ToDictionary(m => m.Model);

    /// <summary>The fusion in use; null when none is, or when the ranker does not ask for one.</summary>
    internal ServedFusion? Fusion => _fusion;

    /// <summary>Whether a model serves.</summary>
    public bool Has(string model) => _served.ContainsKey(model);

    /// <summary>Takes a model for the time of some work; null when none serves.</summary>
    internal ModelLease? Rent(string model) =>
        // A swap between the look and the hold leaves one that is gone: the next look finds its successor.
        !_served.TryGetValue(model, out var counted) ? null : counted.TryRent() ? new(counted) : Rent(model);

    /// <summary>Whether <see cref="FollowAsync"/> has anything to do or to say.</summary>
    /// <param name="numbers">The last numbers of the store's change sequences; null when they can't be read.</param>
    internal bool IsToLook(IReadOnlyDictionary<string, long>? numbers) =>
        _faults.Count > 0 || (numbers is not null && (HasChanged(numbers) || AreItemsDue(numbers)));

    /// <summary>Applies what was promoted, rolled back or added to the catalogue.</summary>
    /// <param name="numbers">The last numbers of the store's change sequences, read before; null when they can't be read.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="SavedModelException">A model can't be used; what served before serves on.</exception>
    internal async Task FollowAsync(IReadOnlyDictionary<string, long>? numbers, CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken);
        try
        {
            if (numbers is not null)
            {
                await FollowNumbersAsync(numbers, cancellationToken);
            }

            if (_faults.Count > 0)
            {
                throw new SavedModelException(string.Join(" ", _faults.Values.Select(f => f.Message)));
            }
        }
        finally
        {
            _following.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var served = _served;
        _served = [];
        foreach (var counted in served.Values)
        {
            counted.Release();
        }

        _following.Dispose();
    }

    private bool HasChanged(IReadOnlyDictionary<string, long> numbers) => numbers.GetValueOrDefault(Promotions.Sequence) != Interlocked.Read(ref _change);

    private bool AreItemsDue(IReadOnlyDictionary<string, long> numbers) => _served.Count > 0
        && (_lateUpTo is not { } last || (!last.Reaches(numbers) && _time.GetElapsedTime(last.At) >= LateInterval));

    private async Task FollowNumbersAsync(IReadOnlyDictionary<string, long> numbers, CancellationToken cancellationToken)
    {
        if (HasChanged(numbers) || (_faults.Count > 0 && _time.GetElapsedTime(_loadedAt) >= RetryInterval))
        {
            // Which item has which number is settled when a model is loaded: the catalogue must be there.
            await _follower.FollowAsync(cancellationToken);
            Load(await _promotions.AllAsync(cancellationToken));
            (_lateUpTo, _loadedAt) = (null, _time.GetTimestamp());
            Interlocked.Exchange(ref _change, numbers.GetValueOrDefault(Promotions.Sequence));
        }

        if (AreItemsDue(numbers))
        {
            await _follower.FollowAsync(cancellationToken);
            await AddLateItemsAsync(cancellationToken);
            _lateUpTo = Extent.Of(numbers, _time.GetTimestamp());
        }
    }

    private void Load(ILookup<string, Promotion> promoted)
    {
        _faults.Clear();
        var inUse = promoted.Where(p => _wanted.Contains(p.Key)).ToDictionary(p => p.Key, p => p.First());
        LoadFusion(_wantsFusion ? promoted[ModelNames.Fusion].FirstOrDefault() : null);
        foreach (var gone in _served.Keys.Except(inUse.Keys).ToList())
        {
            Swap(gone, null);
        }

        foreach (var (model, promotion) in inUse)
        {
            if (_served.TryGetValue(model, out var serving) && serving.Value.Manifest.Version == promotion.Version)
            {
                continue;
            }

            try
            {
                Swap(model, ServedModel.Load(ModelFolder.Open(_folder.Of(model, promotion.Version), promotion.Sha256), _sessions, _items));
            }
            catch (SavedModelException e)
            {
                _faults[model] = e;
            }
        }
    }

    private void LoadFusion(Promotion? promotion)
    {
        if (promotion is null || promotion.Version != _fusion?.Manifest.Version)
        {
            try
            {
                _fusion = promotion is null ? null : ServedFusion.Load(ModelFolder.Open(_folder.Of(promotion.Model, promotion.Version), promotion.Sha256), _sessions, _items);
            }
            catch (SavedModelException e)
            {
                _faults[ModelNames.Fusion] = e;
            }
        }
    }

    private async Task AddLateItemsAsync(CancellationToken cancellationToken)
    {
        foreach (var (model, counted) in _served)
        {
            if (await _late.ExtendAsync(counted.Value, cancellationToken) is { } larger)
            {
                Swap(model, larger);
            }
        }
    }

    private void Swap(string model, ServedModel? next)
    {
        var served = new Dictionary<string, Counted<ServedModel>>(_served);
        served.Remove(model, out var former);
        if (next is not null)
        {
            served.Add(model, new(next));
        }

        _served = served;
        former?.Release();
    }

    /// <summary>Up to which changes items were added to models.</summary>
    private sealed record Extent(long Items, long Vectors, long At)
    {
        public static Extent Of(IReadOnlyDictionary<string, long> numbers, long at) => new(numbers.GetValueOrDefault(ItemStore.Sequence), numbers.GetValueOrDefault(VectorStore.Sequence), at);

        public bool Reaches(IReadOnlyDictionary<string, long> numbers) => this == Of(numbers, At);
    }
}

/// <summary>A share in a model that serves, for the time of some work.</summary>
/// <param name="counted">The model.</param>
internal sealed class ModelLease(Counted<ServedModel> counted) : IDisposable
{
    private int _isReturned;

    /// <summary>The model.</summary>
    public ServedModel Model => counted.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0)
        {
            counted.Release();
        }
    }
}
