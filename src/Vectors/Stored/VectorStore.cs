using System.Runtime.InteropServices;
using System.Text.Json;
using LlmRec.Storage;
using LlmRec.Vectors.Spaces;

namespace LlmRec.Vectors.Stored;

/// <summary>The stored vectors: the truth that every index follows.</summary>
public sealed class VectorStore
{
    /// <summary>The change sequence of vectors and spaces.</summary>
    public const string Sequence = "vectors";

    private readonly Store _store;

    /// <param name="store">The open store.</param>
    public VectorStore(Store store) => _store = store;

    /// <summary>Stores vectors in the caller's transaction.</summary>
    /// <exception cref="VectorSpaceMismatchException">A vector is none of the space.</exception>
    public static async Task UpsertAsync(StoreSession session, VectorSpace space, OwnerKind kind, IReadOnlyList<VectorRow> rows)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(rows);
        var seq = await ChangeSequence.TakeAsync(session, Sequence, rows.Count);
        foreach (var row in rows)
        {
            if (row.Vector is not null)
            {
                space.Check(row.Vector);
            }

            await session.ExecuteAsync(
                """
                INSERT INTO vectors (space_key, kind, owner_key, owner_id, text_hash, vector, year, tags, seq)
                VALUES (@space, @kind, @OwnerKey, @OwnerId, @TextHash, @vector, @Year, @tags, @seq)
                ON CONFLICT (space_key, kind, owner_key) DO UPDATE SET owner_id = excluded.owner_id, text_hash = excluded.text_hash,
                    vector = COALESCE(excluded.vector, vectors.vector), year = excluded.year, tags = excluded.tags, seq = excluded.seq
                """,
                new
                {
                    space = space.Key,
                    kind = (int)kind,
                    row.OwnerKey,
                    row.OwnerId,
                    row.TextHash,
                    vector = row.Vector is null ? null : MemoryMarshal.AsBytes<float>(row.Vector).ToArray(),
                    row.Year,
                    tags = JsonSerializer.Serialize(row.Tags),
                    seq = seq++,
                });
        }
    }

    /// <summary>Whether an owner has a vector in any space.</summary>
    public static async Task<bool> HasAnyAsync(StoreSession session, OwnerKind kind, int ownerKey)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM vectors WHERE kind = @kind AND owner_key = @ownerKey AND vector IS NOT NULL", new { kind = (int)kind, ownerKey }) > 0;
    }

    /// <summary>Deletes an owner's vectors in every space, in the caller's transaction.</summary>
    public static async Task DeleteAsync(StoreSession session, OwnerKind kind, int ownerKey)
    {
        ArgumentNullException.ThrowIfNull(session);
        var seq = await ChangeSequence.TakeAsync(session, Sequence);
        await session.ExecuteAsync(
            "UPDATE vectors SET vector = NULL, owner_id = '', text_hash = '', year = NULL, tags = '[]', seq = @seq WHERE kind = @kind AND owner_key = @ownerKey",
            new { kind = (int)kind, ownerKey, seq });
    }

    /// <summary>What is stored of owners, by key; owners without a vector are left out.</summary>
    public Task<IReadOnlyDictionary<int, StoredVector>> FindAsync(
        VectorSpace space, OwnerKind kind, IReadOnlyList<int> ownerKeys, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyDictionary<int, StoredVector>>(
        async session => (await session.QueryAsync<(int OwnerKey, string TextHash, int? Year, string Tags)>(
                """
                SELECT owner_key, text_hash, year, tags FROM vectors
                WHERE space_key = @Key AND kind = @kind AND owner_key BETWEEN @first AND @last AND vector IS NOT NULL
                """,
                new { space.Key, kind = (int)kind, first = ownerKeys.Min(), last = ownerKeys.Max() }))
            .ToDictionary(r => r.OwnerKey, r => new StoredVector(r.OwnerKey, r.TextHash, r.Year, JsonSerializer.Deserialize<string[]>(r.Tags)!)),
        cancellationToken);

    /// <summary>What changed after a point of the sequence, in order; at most <paramref name="limit"/> changes.</summary>
    public Task<IReadOnlyList<VectorChange>> ChangesAsync(
        VectorSpace space, OwnerKind kind, long after, int limit, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyList<VectorChange>>(
        async session => [.. (await session.QueryAsync<(long Seq, int OwnerKey, string OwnerId, byte[]? Vector, int? Year, string Tags)>(
                "SELECT seq, owner_key, owner_id, vector, year, tags FROM vectors WHERE space_key = @Key AND kind = @kind AND seq > @after ORDER BY seq LIMIT @limit",
                new { space.Key, kind = (int)kind, after, limit }))
            .Select(r => new VectorChange(
                r.Seq, r.OwnerKey, r.OwnerId, r.Vector is null ? null : MemoryMarshal.Cast<byte, float>(r.Vector).ToArray(), r.Year, JsonSerializer.Deserialize<string[]>(r.Tags)!))],
        cancellationToken);

    /// <summary>Whose vectors changed after a point of the sequence; at most <paramref name="limit"/> owners.</summary>
    public Task<IReadOnlyList<int>> ChangedOwnersAsync(VectorSpace space, OwnerKind kind, long after, int limit, CancellationToken cancellationToken = default) => _store.ReadAsync(
        session => session.QueryAsync<int>(
            "SELECT owner_key FROM vectors WHERE space_key = @Key AND kind = @kind AND seq > @after ORDER BY seq LIMIT @limit",
            new { space.Key, kind = (int)kind, after, limit }),
        cancellationToken);

    /// <summary>Owners' vectors as the encoder made them, by key; owners without one are left out.</summary>
    public Task<IReadOnlyDictionary<int, float[]>> VectorsAsync(
        VectorSpace space, OwnerKind kind, IReadOnlyList<int> ownerKeys, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyDictionary<int, float[]>>(
        async session => (await session.QueryAsync<(int OwnerKey, byte[] Vector)>(
                "SELECT owner_key, vector FROM vectors WHERE space_key = @Key AND kind = @kind AND owner_key IN @ownerKeys AND vector IS NOT NULL",
                new { space.Key, kind = (int)kind, ownerKeys }))
            .ToDictionary(r => r.OwnerKey, r => MemoryMarshal.Cast<byte, float>(r.Vector).ToArray()),
        cancellationToken);

    /// <summary>The last number of the change sequence.</summary>
    public Task<long> LastChangeAsync(CancellationToken cancellationToken = default) =>
        _store.ReadAsync(session => ChangeSequence.LastAsync(session, Sequence), cancellationToken);

    /// <summary>The number of the last change of a space's vectors of one kind; 0 when there was none.</summary>
    public Task<long> LastChangeAsync(VectorSpace space, OwnerKind kind, CancellationToken cancellationToken = default) => _store.ReadAsync(
        session => session.ScalarAsync<long>("SELECT COALESCE(MAX(seq), 0) FROM vectors WHERE space_key = @Key AND kind = @kind", new { space.Key, kind = (int)kind }),
        cancellationToken);

    /// <summary>How many vectors there are.</summary>
    public Task<long> CountAsync(VectorSpace space, OwnerKind kind, CancellationToken cancellationToken = default) => _store.ReadAsync(
        session => session.ScalarAsync<long>("SELECT COUNT(*) FROM vectors WHERE space_key = @Key AND kind = @kind AND vector IS NOT NULL", new { space.Key, kind = (int)kind }),
        cancellationToken);

    /// <summary>The mean of all vectors of a kind, summed in double precision.</summary>
    /// <returns>The mean (null when there is no vector) and how many vectors it is of.</returns>
    public async Task<(float[]? Mean, long Of)> MeanAsync(VectorSpace space, OwnerKind kind, CancellationToken cancellationToken = default)
    {
        const int Page = 5_000;
        ArgumentNullException.ThrowIfNull(space);
        var sum = new double[space.Dimension];
        var (count, after) = (0L, 0L);
        while (true)
        {
            var page = await ChangesAsync(space, kind, after, Page, cancellationToken);
            foreach (var vector in page.Select(c => c.Vector).OfType<float[]>())
            {
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += vector[i];
                }

                count++;
            }

            if (page.Count < Page)
            {
                return count == 0 ? (null, 0) : ([.. sum.Select(s => (float)(s / count))], count);
            }

            after = page[^1].Seq;
        }
    }
}
