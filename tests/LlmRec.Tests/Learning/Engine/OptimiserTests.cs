using LlmRec.Learning.Engine.Optimisers;

namespace LlmRec.Tests.Learning.Engine;

public sealed class OptimiserTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AdamW_makes_the_steps_of_its_paper(bool decays)
    {
        var random = new Random(4);
        var settings = new AdamWSettings(0.1f);
        const float rate = 0.01f;
        var (w, m, v) = (new float[37], new float[37], new float[37]);
        for (var i = 0; i < w.Length; i++)
        {
            w[i] = (float)random.NextDouble();
        }

        var (w2, m2, v2) = (Array.ConvertAll(w, x => (double)x), new double[37], new double[37]);
        for (var step = 1; step <= 20; step++)
        {
            var gradient = Enumerable.Range(0, w.Length).Select(_ => (float)(random.NextDouble() - 0.4)).ToArray();
            AdamW.Update(w, gradient, m, v, settings, rate, decays, 0.5f, step);
            for (var i = 0; i < w.Length; i++)
            {
                var g = 0.5 * gradient[i];
                m2[i] = (0.9 * m2[i]) + (0.1 * g);
                v2[i] = (0.999 * v2[i]) + (0.001 * g * g);
                var direction = m2[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(v2[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
                w2[i] -= rate * (direction + (decays ? 0.1 * w2[i] : 0));
            }
        }

        Assert.All(w.Zip(w2), p => Assert.Equal(p.Second, p.First, 4));
    }

    [Fact]
    public void The_rate_warms_up_then_falls_to_its_floor()
    {
        var rate = new LearningRate(0.1, 10, 110, 0.2);

        Assert.Equal(0.01f, rate.At(0), 6);
        Assert.Equal(0.1f, rate.At(9), 6);
        Assert.Equal(0.06f, rate.At(60), 6);
        Assert.Equal(0.02f, rate.At(110), 6);
        Assert.Equal(0.02f, rate.At(1_000), 6);
        Assert.All(Enumerable.Range(10, 100), step => Assert.True(rate.At(step + 1) <= rate.At(step)));
    }
}
