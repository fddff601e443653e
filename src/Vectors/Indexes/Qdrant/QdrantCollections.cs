using System.Text.Json;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>What the projection asks of Qdrant. Every call may be repeated.</summary>
internal sealed class QdrantCollections(QdrantClient client, QdrantOptions options)
{
    /// <summary>Makes a collection with its payload indexes, unless it is there.</summary>
    public async Task CreateAsync(string name, int dimension, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(HttpMethod.Put, Path(name), QdrantBodies.Collection(dimension, options), True, cancellationToken);
        }
        catch (QdrantException e) when (e.Status == 409)
        {
            // An earlier attempt, answered with a failure or not at all, took effect.
        }

        foreach (var index in (ReadOnlyMemory<byte>[])[QdrantBodies.KeyIndex, QdrantBodies.YearIndex, QdrantBodies.TagsIndex])
        {
            await client.SendAsync(HttpMethod.Put, $"{Path(name)}/index?wait=true", index, IsDone, cancellationToken);
        }
    }

    /// <summary>Whether there is such a collection.</summary>
    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        client.SendAsync(HttpMethod.Get, $"{Path(name)}/exists", null, r => r.GetProperty("exists").GetBoolean(), cancellationToken);

    /// <summary>Deletes a collection; one that is not there is no fault.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        client.SendAsync(HttpMethod.Delete, Path(name), null, True, cancellationToken);

    /// <summary>Writes points, and waits until they are written.</summary>
    public Task UpsertAsync(string name, ReadOnlyMemory<byte> points, CancellationToken cancellationToken) =>
        client.SendAsync(HttpMethod.Put, $"{Path(name)}/points?wait=true", points, IsDone, cancellationToken);

    /// <summary>Deletes the points of owners.</summary>
    public Task DeletePointsAsync(string name, IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
        client.SendAsync(HttpMethod.Post, $"{Path(name)}/points/delete?wait=true", QdrantBodies.Deletion(keys), IsDone, cancellationToken);

    /// <summary>How many points there are, exactly.</summary>
    public Task<int> CountAsync(string name, CancellationToken cancellationToken) =>
        client.SendAsync(HttpMethod.Post, $"{Path(name)}/points/count", QdrantBodies.ExactCount, r => r.GetProperty("count").GetInt32(), cancellationToken);

    /// <summary>Whether no vector waits to be indexed any more.</summary>
    /// <exception cref="QdrantException">Indexing failed.</exception>
    public async Task<bool> IsIndexedAsync(string name, CancellationToken cancellationToken)
    {
        var status = await client.SendAsync(HttpMethod.Get, Path(name), null, r => r.GetProperty("status").GetString(), cancellationToken);
        // Grey is a server that indexes when it is told to, or was restarted: it does not get any better by waiting.
        return status == "red" ? throw new QdrantException($"Qdrant could not index the collection {name} (status red); its log says why.") : status != "yellow";
    }

    /// <summary>Points an alias at a collection, unless it is there.</summary>
    public async Task PointAliasAsync(string alias, string collection, CancellationToken cancellationToken)
    {
        // Read first: a swap that was answered with a failure may have taken effect since.
        if (await CollectionOfAsync(alias, cancellationToken) != collection)
        {
            await client.SendAsync(HttpMethod.Post, "/collections/aliases", QdrantBodies.Alias(alias, collection), True, cancellationToken);
        }
    }

    /// <summary>The collection an alias points at; null for none.</summary>
    public Task<string?> CollectionOfAsync(string alias, CancellationToken cancellationToken) => client.SendAsync(
        HttpMethod.Get,
        "/aliases",
        null,
        r => r.GetProperty("aliases").EnumerateArray()
            .Where(a => a.GetProperty("alias_name").GetString() == alias)
            .Select(a => a.GetProperty("collection_name").GetString())
            .FirstOrDefault(),
        cancellationToken);

    /// <summary>Searches a collection.</summary>
    public Task<IReadOnlyList<VectorHit>[]> SearchAsync(string name, ReadOnlyMemory<byte> queries, int count, CancellationToken cancellationToken) => client.SearchAsync(
        $"{Path(name)}/points/query/batch",
        queries,
        result => QdrantQueries.Hits(result) is { } hits && hits.Length == count ? hits : throw new FormatException("the number of answers is not that of the queries"),
        cancellationToken);

    private static string Path(string name) => $"/collections/{name}";

    private static bool True(JsonElement result) => result.GetBoolean();

    private static bool IsDone(JsonElement result) => result.GetProperty("status").GetString() is "completed" or "acknowledged";
}
