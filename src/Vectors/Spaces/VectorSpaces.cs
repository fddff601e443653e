using System.Runtime.InteropServices;
using LlmRec.Storage;
using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Spaces;

/// <summary>The spaces in the store.</summary>
public sealed class VectorSpaces
{
    private const string Columns = """
        key AS Key, name AS Name, encoder AS Encoder, encoder_version AS EncoderVersion, head AS Head, dimension AS Dimension,
        mean AS Mean, query_mean AS QueryMean, mean_of AS MeanOf, version AS Version
        """;

    private readonly Store _store;

    /// <param name="store">The open store.</param>
    public VectorSpaces(Store store) => _store = store;

    /// <summary>The space of an encoder, made if it is new.</summary>
    /// <exception cref="VectorSpaceMismatchException">The stored space of this name has another dimension.</exception>
    public async Task<VectorSpace> GetAsync(SpaceDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var space = await _store.ReadAsync(session => ReadAsync(session, definition.Name), cancellationToken)
            ?? await _store.WriteAsync(
                async session =>
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO spaces (name, encoder, encoder_version, head, dimension, mean_of, version)
                        VALUES (@Name, @Encoder, @EncoderVersion, '', @Dimension, 0, 1) ON CONFLICT (name) DO NOTHING
                        """,
                        definition);
                    return (await ReadAsync(session, definition.Name))!;
                },
                cancellationToken: cancellationToken);
        return space.Dimension == definition.Dimension ? space : throw new VectorSpaceMismatchException(
            $"The encoder {definition.Name} gives vectors of {definition.Dimension} numbers, but the store's space of that name has {space.Dimension}. Give the encoder another name or version.");
    }

    /// <summary>Sets the means of items and of queries and makes a new version of the space, which every index notices.</summary>
    public static async Task SetMeansAsync(StoreSession session, VectorSpace space, float[] mean, float[]? queryMean, long of)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(space);
        space.Check(mean);
        space.Check(queryMean ?? mean);
        await ChangeSequence.TakeAsync(session, VectorStore.Sequence);
        await session.ExecuteAsync(
            "UPDATE spaces SET mean = @mean, query_mean = @queryMean, mean_of = @of, version = version + 1 WHERE key = @Key",
            new { space.Key, mean = Bytes(mean), queryMean = queryMean is null ? null : Bytes(queryMean), of });
    }

    private static async Task<VectorSpace?> ReadAsync(StoreSession session, string name) =>
        await session.FirstAsync<SpaceRow>($"SELECT {Columns} FROM spaces WHERE name = @name", new { name }) is not { } row ? null : new(
            row.Key, row.Name, row.Encoder, row.EncoderVersion, row.Head, row.Dimension,
            Floats(row.Mean), Floats(row.QueryMean), row.MeanOf, row.Version);

    private static byte[] Bytes(float[] numbers) => MemoryMarshal.AsBytes<float>(numbers).ToArray();

    private static float[]? Floats(byte[]? bytes) => bytes is null ? null : MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private sealed class SpaceRow
    {
        public int Key { get; init; }

        public required string Name { get; init; }

        public required string Encoder { get; init; }

        public required string EncoderVersion { get; init; }

        public required string Head { get; init; }

        public int Dimension { get; init; }

        public byte[]? Mean { get; init; }

        public byte[]? QueryMean { get; init; }

        public long MeanOf { get; init; }

        public int Version { get; init; }
    }
}
