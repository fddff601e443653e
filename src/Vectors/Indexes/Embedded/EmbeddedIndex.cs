using System.Numerics.Tensors;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>Exact search in memory: no approximation to tune, and up to some hundred thousand vectors no slower than one.</summary>
internal sealed class EmbeddedIndex : IVectorIndex, IDisposable
{
    private const int Page = 5_000;

    private readonly VectorSpaces _spaces;
    private readonly VectorStore _store;
    private readonly SpaceDefinition _definition;
    private readonly OwnerKind _kind;
    private readonly int _most;
    private readonly TagNumbers _tags = new();
    private readonly SemaphoreSlim _following = new(1, 1);
    private volatile Snapshot _snapshot;
    private long _seen = -1;
    private long _version;

    public EmbeddedIndex(VectorSpaces spaces, VectorStore store, SpaceDefinition definition, OwnerKind kind, EmbeddedOptions options)
    {
        _most = kind == OwnerKind.User ? options.MostUsers : int.MaxValue;
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

    public Task<IReadOnlyList<IReadOnlyList<VectorHit>>> SearchAsync(IReadOnlyList<VectorQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var snapshot = _snapshot;
        var filters = queries.Select(q => q.Filter).Distinct<VectorFilter>(ReferenceEqualityComparer.Instance).ToList();
        var asked = new List<(int Number, ScanQuery Query)>(queries.Count);
        for (var i = 0; i < queries.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(queries[i].Limit, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(queries[i].Limit, 10_000);
            if (QueryVector(queries[i], snapshot) is { } vector)
            {
                asked.Add((i, new(vector, filters.FindIndex(f => ReferenceEquals(f, queries[i].Filter)), queries[i].Limit)));
            }
        }

        var answers = new IReadOnlyList<VectorHit>[queries.Count];
        Array.Fill(answers, []);
        if (asked.Count > 0)
        {
            var hits = new Scan(snapshot, [.. asked.Select(a => a.Query)], [.. filters.Select(f => new RowFilter(f, _tags))]).Run(cancellationToken);
            for (var i = 0; i < asked.Count; i++)
            {
                answers[asked[i].Number] = [.. hits[i].Ordered().Select(h => new VectorHit(h.Key, snapshot.Blocks[h.Position / Block.Rows].Ids[h.Position % Block.Rows], h.Score))];
            }
        }

        return Task.FromResult<IReadOnlyList<IReadOnlyList<VectorHit>>>(answers);
    }

    public ValueTask LoadAsync(IReadOnlyCollection<int> keys, CancellationToken cancellationToken) => default;

    public bool TryGetVector(int key, Span<float> destination)
    {
        if (!_snapshot.TryGetRow(key, out var row))
        {
            return false;
        }

        row.CopyTo(destination);
        return true;
    }

    public void Dispose() => _following.Dispose();

    private async Task<Snapshot> NextAsync(Snapshot from, CancellationToken cancellationToken)
    {
        var builder = new SnapshotBuilder(from, _tags, _most);
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

    /// <summary>The query's vector, centred and of unit length; null when all its examples are unknown.</summary>
    private static float[]? QueryVector(VectorQuery query, Snapshot snapshot)
    {
        if (query.Vector is { } given)
        {
            var vector = given.ToArray();
            snapshot.Space.Transform(vector, query.IsOwners);
            return vector;
        }

        if (Average(query.Positives, snapshot) is not { } positive)
        {
            return null;
        }

        if (Average(query.Negatives, snapshot) is { } negative)
        {
            TensorPrimitives.Multiply(positive, 2, positive);
            TensorPrimitives.Subtract(positive, negative, positive);
        }

        var norm = TensorPrimitives.Norm<float>(positive);
        TensorPrimitives.Divide(positive, norm > 0 ? norm : 1, positive);
        return positive;
    }

    private static float[]? Average(IReadOnlyList<int> keys, Snapshot snapshot)
    {
        var sum = new float[snapshot.Space.Dimension];
        var count = 0;
        foreach (var key in keys)
        {
            if (snapshot.TryGetRow(key, out var row))
            {
                TensorPrimitives.Add<float>(sum, row, sum);
                count++;
            }
        }

        TensorPrimitives.Divide(sum, Math.Max(1, count), sum);
        return count > 0 ? sum : null;
    }
}
