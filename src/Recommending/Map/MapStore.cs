using System.Runtime.InteropServices;
using System.Text.Json;
using LlmRec.Storage;

namespace LlmRec.Recommending.Map;

/// <summary>The maps in the store; the one read last is kept, for it is asked for in many small questions.</summary>
public sealed class MapStore
{
    private readonly Store _store;
    private volatile CatalogueMap? _kept;

    /// <param name="store">The open store.</param>
    public MapStore(Store store) => _store = store;

    /// <summary>The map of a space; null when none was made.</summary>
    public async Task<CatalogueMap?> ReadAsync(int spaceKey, CancellationToken cancellationToken = default)
    {
        var madeAt = await _store.ReadAsync(session => session.FirstAsync<long?>("SELECT made_at FROM catalogue_maps WHERE space_key = @spaceKey", new { spaceKey }), cancellationToken);
        if (madeAt is not { } made)
        {
            return null;
        }

        var kept = _kept;
        return kept?.SpaceKey == spaceKey && kept.MadeAt.ToUnixTimeMilliseconds() == made ? kept : _kept = await WholeAsync(spaceKey, cancellationToken);
    }

    /// <summary>Stores a map in the caller's transaction, in place of the one before.</summary>
    public static Task WriteAsync(StoreSession session, CatalogueMap map)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(map);
        return session.ExecuteAsync(
            """
            INSERT INTO catalogue_maps (space_key, space_version, change, left_out, keys, places, bands, categories, made_at)
            VALUES (@SpaceKey, @SpaceVersion, @Change, @LeftOut, @keys, @places, @Bands, @categories, @madeAt)
            ON CONFLICT (space_key) DO UPDATE SET space_version = excluded.space_version, change = excluded.change, left_out = excluded.left_out,
                keys = excluded.keys, places = excluded.places, bands = excluded.bands, categories = excluded.categories, made_at = excluded.made_at
            """,
            new
            {
                map.SpaceKey,
                map.SpaceVersion,
                map.Change,
                map.LeftOut,
                keys = MemoryMarshal.AsBytes<int>(map.Keys).ToArray(),
                places = MemoryMarshal.AsBytes<short>(map.Places).ToArray(),
                map.Bands,
                categories = JsonSerializer.Serialize(map.Categories),
                madeAt = map.MadeAt.ToUnixTimeMilliseconds(),
            });
    }

    private Task<CatalogueMap?> WholeAsync(int spaceKey, CancellationToken cancellationToken) => _store.ReadAsync(
        async session => await session.FirstAsync<MapRow>(
            """
            SELECT space_version AS SpaceVersion, change AS Change, left_out AS LeftOut, keys AS Keys, places AS Places, bands AS Bands, categories AS Categories, made_at AS MadeAt
            FROM catalogue_maps WHERE space_key = @spaceKey
            """,
            new { spaceKey }) is not { } row ? null : new CatalogueMap(
                spaceKey,
                row.SpaceVersion,
                row.Change,
                row.LeftOut,
                DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAt),
                MemoryMarshal.Cast<byte, int>(row.Keys).ToArray(),
                MemoryMarshal.Cast<byte, short>(row.Places).ToArray(),
                row.Bands,
                JsonSerializer.Deserialize<string[]>(row.Categories)!),
        cancellationToken);

    private sealed class MapRow
    {
        public int SpaceVersion { get; init; }

        public long Change { get; init; }

        public long LeftOut { get; init; }

        public required byte[] Keys { get; init; }

        public required byte[] Places { get; init; }

        public required byte[] Bands { get; init; }

        public required string Categories { get; init; }

        public long MadeAt { get; init; }
    }
}
