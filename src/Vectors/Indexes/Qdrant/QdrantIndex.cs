using System.Numerics.Tensors;
using LlmRec.Storage;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.Logging;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>
/// Searches in Qdrant. The collection is named by the store, not reached through the alias, so that a query is always
/// centred by the means of the very vectors it is compared with. Owners' own vectors are read from the store and cached.
/// </summary>
internal sealed class QdrantIndex : IVectorIndex, IDisposable, IAsyncDisposable
{
    private const int MostLimit = 10_000;
    private const int QueriesPerRequest = 32;

    private readonly QdrantClient _client;
    private readonly QdrantCollections _collections;
    private readonly QdrantQueries _queries;
    private readonly QdrantFollower _follower;

    private QdrantIndex(QdrantFollower follower, QdrantClient client, QdrantCollections collections, QdrantOptions options)
    {
        _follower = follower;
        _client = client;
        _collections = collections;
        _queries = new(options);
    }

    /// <summary>Puts the parts together.</summary>
    /// <param name="nodes">The server's address, or those of a cluster's nodes: when one fails the next is asked.</param>
    /// <param name="options">How to use it.</param>
    /// <param name="store">The open store.</param>
    /// <param name="spaces">The spaces.</param>
    /// <param name="vectors">The stored vectors.</param>
    /// <param name="definition">The space to search.</param>
    /// <param name="kind">Whose vectors.</param>
    /// <param name="time">The clock of timeouts and waits.</param>
    /// <param name="logger">Where failures are told.</param>
    public static QdrantIndex Create(
        IReadOnlyList<Uri> nodes, QdrantOptions options, Store store, VectorSpaces spaces, VectorStore vectors, SpaceDefinition definition, OwnerKind kind,
        TimeProvider time, ILogger logger)
    {
        var client = new QdrantClient(nodes, options, time, logger);
        var collections = new QdrantCollections(client, options);
        var projections = new ProjectionStore(store, kind);
        var projection = new QdrantProjection(spaces, vectors, projections, collections, definition, kind, options, time, logger);
        return new(new(spaces, vectors, projections, projection, definition, kind, options, time), client, collections, options);
    }

    public string Name => "qdrant";

    public VectorSpace Space => _follower.Served.Space;

    public int Count => _follower.Served.Count;

    public long Version => _follower.Version;

    // What another process has projected is served, and a server that was away is asked again.
    public bool OnlyFollowsChanges => false;

    public Task FollowAsync(CancellationToken cancellationToken) => _follower.FollowAsync(cancellationToken);

    public async Task<IReadOnlyList<IReadOnlyList<VectorHit>>> SearchAsync(IReadOnlyList<VectorQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var query in queries)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, MostLimit);
        }

        var served = _follower.Served;
        try
        {
            return await SearchAsync(served, queries, cancellationToken);
        }
        catch (QdrantException e) when (e.Status == 404)
        {
            // Another process has just replaced the collection and deleted it: the store knows which one is searched now.
            var now = await _follower.RefreshAsync(cancellationToken);
            if (now.Collection == served.Collection)
            {
                throw;
            }

            return await SearchAsync(now, queries, cancellationToken);
        }
    }

    public ValueTask LoadAsync(IReadOnlyCollection<int> keys, CancellationToken cancellationToken) => _follower.Served.Vectors.LoadAsync(keys, cancellationToken);

    public ReadOnlyMemory<float> VectorOf(int key) => _follower.Served.Vectors.TryGet(key, out var vector) ? vector : default;

    public void Dispose()
    {
        _follower.Dispose();
        _client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync();
        _client.Dispose();
    }

    private async Task<IReadOnlyList<IReadOnlyList<VectorHit>>> SearchAsync(ServedVectors served, IReadOnlyList<VectorQuery> queries, CancellationToken cancellationToken)
    {
        var examples = queries.Where(q => q.Vector is null).SelectMany(q => q.Positives.Concat(q.Negatives)).ToHashSet();
        await served.Vectors.LoadAsync(examples, cancellationToken);
        var answers = new IReadOnlyList<VectorHit>[queries.Count];
        Array.Fill(answers, []);
        var prepared = queries.Select((query, i) => Prepared(i, query, served)).OfType<PreparedQuery>().ToList();
        if (served.Collection is { } collection)
        {
            await Task.WhenAll(prepared.Chunk(QueriesPerRequest).Select(async chunk =>
            {
                var hits = await _collections.SearchAsync(collection, _queries.Batch(chunk), chunk.Length, cancellationToken);
                for (var i = 0; i < chunk.Length; i++)
                {
                    answers[chunk[i].Number] = hits[i];
                }
            }));
        }

        return answers;
    }

    /// <summary>A query as Qdrant gets it; null when nothing can be found: all examples unknown, or a filter that lets nothing through.</summary>
    private static PreparedQuery? Prepared(int number, VectorQuery query, ServedVectors served)
    {
        float[]? near;
        float[]? far = null;
        if (query.Vector is { } given)
        {
            near = given.ToArray();
            served.Space.Transform(near, query.IsOwners);
        }
        else
        {
            near = Average(query.Positives, served);
            far = Average(query.Negatives, served);
        }

        return near is null || QdrantFilters.IsImpossible(query.Filter) ? null : new(number, near, far, query);
    }

    private static float[]? Average(IReadOnlyList<int> keys, ServedVectors served)
    {
        var sum = new float[served.Space.Dimension];
        var count = 0;
        foreach (var key in keys)
        {
            if (served.Vectors.TryGet(key, out var vector))
            {
                TensorPrimitives.Add(sum, vector, sum);
                count++;
            }
        }

        TensorPrimitives.Divide(sum, Math.Max(1, count), sum);
        return count > 0 ? sum : null;
    }
}
