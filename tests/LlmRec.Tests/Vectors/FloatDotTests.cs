using LlmRec.Vectors.Indexes.Embedded;

namespace LlmRec.Tests.Vectors;

public sealed class FloatDotTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(100)]
    [InlineData(384)]
    [InlineData(512)]
    public void Four_at_once_and_one_alone_give_the_same_bits_and_the_product(int length)
    {
        var random = new Random(length);
        float[] Draw() => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
        var row = Draw();
        float[][] queries = [Draw(), Draw(), Draw(), Draw()];
        var four = new float[4];

        FloatDot.Of(row, queries[0], queries[1], queries[2], queries[3], four);

        Assert.Equal(queries.Select(q => FloatDot.Of(row, q)), four);
        Assert.All(queries.Zip(four), pair => Assert.Equal(row.Zip(pair.First, (a, b) => (double)a * b).Sum(), pair.Second, 1e-5));
    }
}
