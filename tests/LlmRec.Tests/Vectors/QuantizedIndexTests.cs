using LlmRec.Storage;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Indexes.Embedded;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Vectors;

/// <summary>The embedded index with one byte a number keeps the promises of the exact one: the best are compared again exactly.</summary>
public sealed class QuantizedIndexTests : VectorIndexConformance
{
    private static readonly EmbeddedOptions InBytes = new() { Quantization = "int8" };

    protected override double VectorTolerance => 0.01;

    [Fact]
    public async Task Without_comparing_again_scores_are_near_but_not_exact_so_that_it_matters()
    {
        using var world = await VectorWorld.OfAsync(200, dimension: 100);
        using var index = Create(world, InBytes);
        await index.FollowAsync(CancellationToken.None);
        var (kept, exact) = (index.VectorOf(7).ToArray(), world.Centred(7));

        var off = kept.Zip(exact, (k, e) => Math.Abs(k - e)).Max();
        Assert.InRange(off, 1e-5, exact.Max(Math.Abs) / 254 * 1.01);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(512)]
    [InlineData(32_768)]
    public void Products_are_the_same_by_every_way_and_never_run_over(int length)
    {
        var random = new Random(length);
        foreach (var extreme in new[] { false, true })
        {
            var row = Enumerable.Range(0, length).Select(_ => (sbyte)(extreme ? 127 : random.Next(-127, 128))).ToArray();
            var query = Enumerable.Range(0, length).Select(_ => (short)(extreme ? CodeDot.LargestQueryCode : random.Next(-CodeDot.LargestQueryCode, CodeDot.LargestQueryCode + 1))).ToArray();
            float exact = row.Zip(query, (r, q) => (long)r * q).Sum();

            Assert.Equal(exact, CodeDot.OfAny(row, query));
            Assert.Equal(exact, CodeDot.Of(row, query));
        }
    }

    protected override Task<IVectorIndex> CreateAsync(Store store, SpaceDefinition definition, OwnerKind kind) =>
        Task.FromResult<IVectorIndex>(new EmbeddedIndex(new(store), new(store), definition, kind, InBytes));

    private static EmbeddedIndex Create(VectorWorld world, EmbeddedOptions options) =>
        new(new(world.Store), new(world.Store), world.Definition, OwnerKind.Item, options);
}
