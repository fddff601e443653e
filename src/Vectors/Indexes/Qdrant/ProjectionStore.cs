using System.Runtime.InteropServices;
using LlmRec.Storage;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>
/// What the store knows of its collections in Qdrant: which one is searched, by which means its vectors are centred, how far
/// each has come, and which process brings changes over.
/// </summary>
internal sealed class ProjectionStore(Store store, OwnerKind kind)
{
    private const string Columns = "name AS Name, version AS Version, mean AS Mean, query_mean AS QueryMean, mean_of AS MeanOf, checkpoint AS Checkpoint, live AS Live";

    public Task<ProjectionMark> MarkAsync(VectorSpace space, CancellationToken cancellationToken) => store.ReadAsync(
        async session => (await session.QueryAsync<(long Last, string? Live, long Checkpoint)>(
                """
                SELECT COALESCE((SELECT value FROM sequences WHERE name = @sequence), 0), c.name, COALESCE(c.checkpoint, 0)
                FROM spaces s LEFT JOIN qdrant_collections c ON c.space_key = s.key AND c.kind = @kind AND c.live = 1
                WHERE s.key = @Key
                """,
                new { sequence = VectorStore.Sequence, kind = (int)kind, space.Key }))
            .Select(r => new ProjectionMark(r.Last, r.Live, r.Checkpoint)).Single(),
        cancellationToken);

    /// <summary>The space's collections.</summary>
    public Task<IReadOnlyList<ProjectedCollection>> AllAsync(VectorSpace space, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<ProjectedCollection>>(
        async session => [.. (await session.QueryAsync<Row>(
                $"SELECT {Columns} FROM qdrant_collections WHERE space_key = @Key AND kind = @kind ORDER BY name", new { space.Key, kind = (int)kind }))
            .Select(r => new ProjectedCollection(
                r.Name,
                space with { Mean = Floats(r.Mean), QueryMean = Floats(r.QueryMean), MeanOf = r.MeanOf, Version = r.Version },
                r.Checkpoint,
                r.Live != 0))],
        cancellationToken);

    /// <summary>Notes a collection that is about to be made.</summary>
    public Task AddAsync(ProjectedCollection collection, CancellationToken cancellationToken) => store.WriteAsync(
        session => session.ExecuteAsync(
            """
            INSERT INTO qdrant_collections (name, space_key, kind, version, mean, query_mean, mean_of, checkpoint, live)
            VALUES (@Name, @space, @kind, @Version, @mean, @queryMean, @MeanOf, 0, 0)
            """,
            new
            {
                collection.Name,
                space = collection.Space.Key,
                kind = (int)kind,
                collection.Space.Version,
                mean = Bytes(collection.Space.Mean),
                queryMean = Bytes(collection.Space.QueryMean),
                collection.Space.MeanOf,
            }),
        cancellationToken: cancellationToken);

    /// <summary>From now on this collection is searched, and no other of its space.</summary>
    public Task PromoteAsync(ProjectedCollection collection, CancellationToken cancellationToken) => store.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE qdrant_collections SET live = CASE WHEN name = @Name THEN 1 ELSE 0 END WHERE space_key = @space AND kind = @kind",
            new { collection.Name, space = collection.Space.Key, kind = (int)kind }),
        cancellationToken: cancellationToken);

    /// <summary>A collection that lacks what it should have: it is searched until a new one is complete.</summary>
    public Task DistrustAsync(ProjectedCollection collection, CancellationToken cancellationToken) => store.WriteAsync(
        session => session.ExecuteAsync("UPDATE qdrant_collections SET version = 0 WHERE name = @Name", new { collection.Name }), cancellationToken: cancellationToken);

    /// <summary>Forgets a collection.</summary>
    public Task ForgetAsync(ProjectedCollection collection, CancellationToken cancellationToken) => store.WriteAsync(
        session => session.ExecuteAsync("DELETE FROM qdrant_collections WHERE name = @Name", new { collection.Name }), cancellationToken: cancellationToken);

    /// <summary>Makes this process the one that brings changes over, unless another is and has been heard of lately.</summary>
    public async Task<bool> TakeLeaseAsync(VectorSpace space, ProjectionLease lease, CancellationToken cancellationToken) => await store.WriteAsync(
        session => session.FirstAsync<string>(
            """
            INSERT INTO qdrant_writers (space_key, kind, owner, until) VALUES (@Key, @kind, @Owner, @until)
            ON CONFLICT (space_key, kind) DO UPDATE SET owner = excluded.owner, until = excluded.until
            WHERE qdrant_writers.owner = excluded.owner OR qdrant_writers.until < @now
            RETURNING owner
            """,
            new { space.Key, kind = (int)kind, lease.Owner, until = lease.Until, now = lease.Now }),
        cancellationToken: cancellationToken) is not null;

    /// <summary>Lets another process bring changes over.</summary>
    public Task ReleaseLeaseAsync(VectorSpace space, ProjectionLease lease) => store.WriteAsync(
        session => session.ExecuteAsync(
            "DELETE FROM qdrant_writers WHERE space_key = @Key AND kind = @kind AND owner = @Owner", new { space.Key, kind = (int)kind, lease.Owner }));

    /// <summary>
    /// Notes that a collection has everything up to a point, and renews the lease. A process that has lost it may have put
    /// old vectors over newer ones: then the collection goes back to where that began.
    /// </summary>
    /// <returns>Whether the lease still held.</returns>
    public Task<bool> AdvanceAsync(ProjectedCollection collection, long to, ProjectionLease lease, CancellationToken cancellationToken) => store.WriteAsync(
        async session =>
        {
            var isHeld = await session.ExecuteAsync(
                "UPDATE qdrant_writers SET until = @until WHERE space_key = @Key AND kind = @kind AND owner = @Owner",
                new { until = lease.Until, collection.Space.Key, kind = (int)kind, lease.Owner }) == 1;
            await session.ExecuteAsync(
                isHeld
                    ? "UPDATE qdrant_collections SET checkpoint = @to WHERE name = @Name"
                    : "UPDATE qdrant_collections SET checkpoint = @Checkpoint WHERE name = @Name AND checkpoint > @Checkpoint",
                new { collection.Name, collection.Checkpoint, to });
            return isHeld;
        },
        cancellationToken: cancellationToken);

    private static byte[]? Bytes(float[]? numbers) => numbers is null ? null : MemoryMarshal.AsBytes<float>(numbers).ToArray();

    private static float[]? Floats(byte[]? bytes) => bytes is null ? null : MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private sealed class Row
    {
        public required string Name { get; init; }

        public int Version { get; init; }

        public byte[]? Mean { get; init; }

        public byte[]? QueryMean { get; init; }

        public long MeanOf { get; init; }

        public long Checkpoint { get; init; }

        public int Live { get; init; }
    }
}

/// <summary>The right to bring changes over, for a while.</summary>
/// <param name="Owner">A name of this process's index.</param>
/// <param name="Time">The clock.</param>
internal sealed record ProjectionLease(string Owner, TimeProvider Time)
{
    private static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(30);

    /// <summary>Now, in Unix milliseconds.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>When it ends unless renewed, in Unix milliseconds.</summary>
    public long Until => Now + (long)HoldsFor.TotalMilliseconds;
}
