using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>Exact search in memory: no approximation to tune, and up to some hundred thousand vectors no slower than one.</summary>
internal sealed class EmbeddedIndex : IVectorIndex, IDisposable
{
    private const int Page = 5_000;

    // However few are wanted: the best of a handful is not far from the next.
    private const int LookedBeside = 10;

    private readonly VectorSpaces _spaces;
    private readonly VectorStore _store;
    private readonly SpaceDefinition _definition;
    private readonly OwnerKind _kind;
    private readonly int _most;
    private readonly bool _inBytes;
    private readonly double _oversampling;
    private readonly TagNumbers _tags = new();
    private readonly SemaphoreSlim _following = new(1, 1);
    private volatile Snapshot _snapshot;
    private long _seen = -1;
    private long _version;

    public EmbeddedIndex(VectorSpaces spaces, VectorStore store, SpaceDefinition definition, OwnerKind kind, EmbeddedOptions options)
    {
        _most = kind == OwnerKind.User ? options.MostUsers : int.MaxValue;
        _inBytes = options.Quantization == "int8";
        _oversampling = options.Oversampling;
        _spaces = spaces;
        _store = store;
        _definition = definition;
        _kind = kind;
        _snapshot = Snapshot.Empty(new(0, definition.Name, definition.Encoder, definition.EncoderVersion, "", definition.Dimension, null, null, 0, 0));
    }

    public string Name => "embedded";

    public VectorSpace Space => _snapshot.Space;

    public int Count => _snapshot.Count;

    public long Version => Interlocked.Read(ref _version);

    public bool OnlyFollowsChanges => true;

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (await _store.LastChangeAsync(cancellationToken) == Interlocked.Read(ref _seen))
        {
            return;
        }

        await _following.WaitAsync(cancellationToken);
        try
        {
            var last = await _store.LastChangeAsync(cancellationToken);
            if (last == _seen)
            {
                return;
            }

            var space = await _spaces.GetAsync(_definition, cancellationToken);
            // Another mean: nothing centred with the old one can stay. The old snapshot serves until the new one is whole.
            var from = _snapshot.Space.Version == space.Version && _snapshot.Space.Key == space.Key ? _snapshot : Snapshot.Empty(space);
            _snapshot = await NextAsync(from, cancellationToken);
            Interlocked.Increment(ref _version);
            Interlocked.Exchange(ref _seen, last);
        }
        finally
        {
            _following.Release();
        }
    }

    public async Task<IReadOnlyList<IReadOnlyList<VectorHit>>> SearchAsync(IReadOnlyList<VectorQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var snapshot = _snapshot;
        var stored = new StoredRows(_store, snapshot.Space, _kind);
        if (_inBytes)
        {
            await stored.LoadAsync([.. queries.Where(q => q.Vector is null).SelectMany(q => q.Positives.Concat(q.Negatives))], cancellationToken);
        }

        var filters = queries.Select(q => q.Filter).Distinct<VectorFilter>(ReferenceEqualityComparer.Instance).ToList();
        var asked = new List<(int Number, ScanQuery Query)>(queries.Count);
        for (var i = 0; i < queries.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(queries[i].Limit, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(queries[i].Limit, 10_000);
            if (QueryVector.Of(queries[i], snapshot, _inBytes ? stored.Read : snapshot.Read) is { } vector)
            {
                asked.Add((i, new(vector, filters.FindIndex(f => ReferenceEquals(f, queries[i].Filter)), Looked(queries[i].Limit))));
            }
        }

        var answers = new IReadOnlyList<VectorHit>[queries.Count];
        Array.Fill(answers, []);
        if (asked.Count == 0)
        {
            return answers;
        }

        var found = new Scan(snapshot, [.. asked.Select(a => a.Query)], [.. filters.Select(f => new RowFilter(f, _tags))]).Run(cancellationToken);
        var hits = found.Select(top => top.Ordered()
            .Select(h => new VectorHit(h.Key, snapshot.Blocks[h.Position / Block.Rows].Ids[h.Position % Block.Rows], h.Score)).ToList()).ToList();
        if (_inBytes)
        {
            await stored.LoadAsync([.. hits.SelectMany(h => h).Select(h => h.Key)], cancellationToken);
        }

        for (var i = 0; i < asked.Count; i++)
        {
            answers[asked[i].Number] = _inBytes ? stored.Rescored(hits[i], asked[i].Query.Vector, queries[asked[i].Number].Limit) : hits[i];
        }

        return answers;
    }

    public ValueTask LoadAsync(IReadOnlyCollection<int> keys, CancellationToken cancellationToken) => default;

    public ReadOnlyMemory<float> VectorOf(int key) => _snapshot.Read(key);

    public void Dispose() => _following.Dispose();

    private async Task<Snapshot> NextAsync(Snapshot from, CancellationToken cancellationToken)
    {
        var builder = new SnapshotBuilder(from, _tags, _most, _inBytes);
        var after = from.Checkpoint;
        while (true)
        {
            var changes = await _store.ChangesAsync(from.Space, _kind, after, Page, cancellationToken);
            foreach (var change in changes)
            {
                builder.Apply(change);
            }

            if (changes.Count < Page)
            {
                return builder.Build();
            }

            after = changes[^1].Seq;
        }
    }

    /// <summary>How many hits of a scan are looked at again exactly to give as many as are wanted.</summary>
    private int Looked(int limit) => _inBytes ? (int)Math.Ceiling(limit * _oversampling) + LookedBeside : limit;
}
