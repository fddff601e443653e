using System.Text.Json;
using LlmRec.Storage;

namespace LlmRec.Catalog.Items;

/// <summary>The items in the store.</summary>
public sealed class ItemStore
{
    /// <summary>The change sequence of items.</summary>
    public const string Sequence = "items";

    private const string Columns = """
        key AS Key, id AS Id, title AS Title, text AS Text, categories AS Categories, attributes AS Attributes, image_url AS ImageUrl,
        created_at AS CreatedAt, deleted AS Deleted, seq AS Seq
        """;

    private readonly Store _store;
    private readonly IReadOnlyList<IItemProjection> _projections;

    /// <param name="store">The open store.</param>
    /// <param name="projections">What must change in the same transaction as an item.</param>
    public ItemStore(Store store, IEnumerable<IItemProjection> projections)
    {
        _store = store;
        _projections = [.. projections];
    }

    /// <summary>Stores items in one transaction: new ones, changed ones, and deleted ones that come back under their old key.</summary>
    /// <returns>For each item, in order, what became of it.</returns>
    public Task<IReadOnlyList<EntryOutcome>> UpsertAsync(IReadOnlyList<Item> items, CancellationToken cancellationToken = default) =>
        _store.WriteAsync<IReadOnlyList<EntryOutcome>>(
            async session =>
            {
                var outcomes = new List<EntryOutcome>(items.Count);
                using var writer = new ItemWriter(session, _projections);
                foreach (var item in items)
                {
                    outcomes.Add(await writer.WriteAsync(item));
                }

                return outcomes;
            },
            cancellationToken: cancellationToken);

    /// <summary>One item; null when there is none of this id.</summary>
    public Task<Item?> GetAsync(string id, CancellationToken cancellationToken = default) => _store.ReadAsync(
        async session => (await session.FirstAsync<ItemRow>($"SELECT {Columns} FROM items WHERE id = @id AND deleted = 0", new { id }))?.ToItem(),
        cancellationToken);

    /// <summary>Several items.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>In the order of the ids; those there are none of are left out.</returns>
    public async Task<IReadOnlyList<Item>> GetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        var found = await _store.ReadAsync(
            async session => (await session.QueryAsync<ItemRow>($"SELECT {Columns} FROM items WHERE id IN @ids AND deleted = 0", new { ids })).ToDictionary(r => r.Id, r => r.ToItem(), StringComparer.Ordinal),
            cancellationToken);
        return [.. ids.Distinct().Select(found.GetValueOrDefault).OfType<Item>()];
    }

    /// <summary>Deletes an item in the caller's transaction: its text goes, its key stays with what users did with it.</summary>
    /// <returns>Its key; null when there is none of this id.</returns>
    public async Task<int?> DeleteAsync(StoreSession session, string id)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await session.FirstAsync<int?>("SELECT key FROM items WHERE id = @id AND deleted = 0", new { id }) is not { } key)
        {
            return null;
        }

        await session.ExecuteAsync(
            "UPDATE items SET title = '', text = NULL, categories = '[]', attributes = '{}', image_url = NULL, deleted = 1, seq = @seq WHERE key = @key",
            new { key, seq = await ChangeSequence.TakeAsync(session, Sequence) });
        foreach (var projection in _projections)
        {
            await projection.RemoveAsync(session, key);
        }

        return key;
    }

    /// <summary>What changed after a point of the sequence, in order; at most <paramref name="limit"/> changes.</summary>
    public Task<IReadOnlyList<ItemChange>> ChangesAsync(long after, int limit, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyList<ItemChange>>(
        async session => [.. (await session.QueryAsync<ItemRow>($"SELECT {Columns} FROM items WHERE seq > @after ORDER BY seq LIMIT @limit", new { after, limit }))
            .Select(row => new ItemChange(row.Seq, row.Key, row.Deleted ? null : row.ToItem()))],
        cancellationToken);

    /// <summary>Items by key after a key, for work that goes through all of them.</summary>
    public Task<IReadOnlyList<ItemChange>> PageAsync(int afterKey, int limit, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyList<ItemChange>>(
        async session => [.. (await session.QueryAsync<ItemRow>($"SELECT {Columns} FROM items WHERE key > @afterKey AND deleted = 0 ORDER BY key LIMIT @limit", new { afterKey, limit }))
            .Select(row => new ItemChange(row.Seq, row.Key, row.ToItem()))],
        cancellationToken);

    /// <summary>Which keys of a range, both ends inclusive, belong to an item now, in the caller's transaction.</summary>
    public static Task<IReadOnlyList<int>> KeysAsync(StoreSession session, int first, int last)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<int>("SELECT key FROM items WHERE key BETWEEN @first AND @last AND deleted = 0", new { first, last });
    }

    /// <summary>Titles of items from all over the catalogue: every n-th by key, so that <paramref name="count"/> of them reach its end.</summary>
    public Task<IReadOnlyList<string>> TitlesAsync(int count, CancellationToken cancellationToken = default) => _store.ReadAsync(
        session => session.QueryAsync<string>(
            """
            SELECT title FROM (SELECT title, ROW_NUMBER() OVER (ORDER BY key) - 1 AS n, COUNT(*) OVER () AS total FROM items WHERE deleted = 0) AS numbered
            WHERE n % ((total + @count - 1) / @count) = 0 ORDER BY n
            """,
            new { count }),
        cancellationToken);

    /// <summary>How many items there are.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken = default) =>
        _store.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM items WHERE deleted = 0"), cancellationToken);

    private sealed class ItemRow
    {
        public int Key { get; init; }

        public required string Id { get; init; }

        public required string Title { get; init; }

        public string? Text { get; init; }

        public required string Categories { get; init; }

        public required string Attributes { get; init; }

        public string? ImageUrl { get; init; }

        public long? CreatedAt { get; init; }

        public bool Deleted { get; init; }

        public long Seq { get; init; }

        public Item ToItem() => new()
        {
            Id = Id,
            Title = Title,
            Text = Text,
            Categories = JsonSerializer.Deserialize<string[]>(Categories, CatalogJson.Options)!,
            Attributes = JsonSerializer.Deserialize<Dictionary<string, AttributeValue>>(Attributes, CatalogJson.Options)!,
            ImageUrl = ImageUrl,
            CreatedAt = CreatedAt is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
        };
    }
}

/// <summary>An item as of a change.</summary>
/// <param name="Seq">The change's number.</param>
/// <param name="Key">The item's key.</param>
/// <param name="Item">The item; null when it was deleted.</param>
public sealed record ItemChange(long Seq, int Key, Item? Item);

/// <summary>What is kept in the store beside an item, in the same transaction.</summary>
public interface IItemProjection
{
    /// <summary>Takes in an item that is new or changed.</summary>
    Task WriteAsync(StoreSession session, int itemKey, Item item);

    /// <summary>Drops an item.</summary>
    Task RemoveAsync(StoreSession session, int itemKey);
}
