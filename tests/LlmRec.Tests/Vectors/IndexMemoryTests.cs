using LlmRec.Vectors.Indexes.Embedded;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Vectors;

/// <summary>What the embedded index takes of memory. Not beside other tests, whose memory would be counted in.</summary>
[Collection(nameof(IndexMemoryTests))]
[CollectionDefinition(nameof(IndexMemoryTests), DisableParallelization = true)]
public sealed class IndexMemoryTests
{
    [Theory]
    [InlineData(384)]
    [InlineData(512)]
    public async Task It_takes_at_most_thirty_five_hundredths_of_the_memory(int dimension)
    {
        using var world = await VectorWorld.OfAsync(4_096, dimension);

        var (exact, inBytes) = (await MemoryOfAsync(world, new()), await MemoryOfAsync(world, new() { Quantization = "int8" }));

        var vectors = 4_096.0 * dimension * sizeof(float);
        Assert.True(exact <= 1.2 * vectors, $"{exact / vectors:0.00} of the vectors, exact");
        Assert.True(inBytes <= 0.35 * vectors, $"{inBytes / vectors:0.00} of the vectors, in bytes");
    }

    private static async Task<double> MemoryOfAsync(VectorWorld world, EmbeddedOptions options)
    {
        using var index = new EmbeddedIndex(new(world.Store), new(world.Store), world.Definition, OwnerKind.Item, options);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await index.FollowAsync(CancellationToken.None);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(index);
        return after - before;
    }
}
