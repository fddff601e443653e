using LlmRec.Learning.Engine.Training;

namespace LlmRec.Tests.Learning.Engine;

public sealed class CounterRandomTests
{
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void A_mask_drops_its_share_and_keeps_the_mean(float rate)
    {
        var mask = new float[100_003];
        CounterRandom.FillMask(mask, CounterRandom.Key(1, 2, 3), rate);

        Assert.InRange(mask.Count(m => m == 0) / (double)mask.Length, rate - 0.01, rate + 0.01);
        Assert.InRange(mask.Average(), 0.97, 1.03);
        Assert.All(mask, m => Assert.True(m == 0 || m == 1 / (1 - rate)));
    }

    [Fact]
    public void A_mask_is_the_same_element_by_element_as_in_vectors()
    {
        var key = CounterRandom.Key(42);
        var mask = new float[1_001];
        CounterRandom.FillMask(mask, key, 0.3f);

        var threshold = 0.3f * 4294967296.0;
        for (var i = 0; i < mask.Length; i++)
        {
            Assert.Equal(CounterRandom.Bits(key, (uint)i) >= (uint)threshold, mask[i] > 0);
        }
    }

    [Fact]
    public void Masks_of_neighbouring_steps_have_nothing_in_common()
    {
        var (one, other) = (new float[50_000], new float[50_000]);
        CounterRandom.FillMask(one, CounterRandom.Key(1, 7, 0), 0.5f);
        CounterRandom.FillMask(other, CounterRandom.Key(1, 8, 0), 0.5f);

        var both = one.Zip(other).Count(p => p.First > 0 && p.Second > 0) / 50_000.0;
        Assert.InRange(both, 0.24, 0.26);
    }

    [Fact]
    public void Normal_numbers_have_their_mean_and_deviation()
    {
        var values = new float[100_000];
        CounterRandom.FillNormal(values, CounterRandom.Key(3), 1, 2);

        var mean = values.Average();
        Assert.InRange(mean, 0.97, 1.03);
        Assert.InRange(Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), 1.97, 2.03);
    }
}
