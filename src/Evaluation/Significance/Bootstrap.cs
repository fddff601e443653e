namespace LlmRec.Evaluation.Significance;

/// <summary>Confidence intervals by resampling users (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, §13: percentiles).</summary>
public static class Bootstrap
{
    private const int Resamples = 1_000;
    private const double Outside = 0.025;

    /// <summary>95 % intervals of means over targets.</summary>
    /// <param name="metrics">What to give intervals for; all over the same users, who are drawn once for all.</param>
    /// <param name="seed">Draws the users.</param>
    public static IReadOnlyList<(double Low, double High)> Intervals(IReadOnlyList<UserSums> metrics, int seed)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var random = new Random(seed);
        var users = metrics[0].Sums.Length;
        var means = metrics.Select(_ => new double[Resamples]).ToArray();
        var drawn = new int[users];
        for (var r = 0; r < Resamples; r++)
        {
            Array.Clear(drawn);
            for (var i = 0; i < users; i++)
            {
                drawn[random.Next(users)]++;
            }

            for (var m = 0; m < metrics.Count; m++)
            {
                var (sum, count) = (0.0, 0L);
                for (var u = 0; u < users; u++)
                {
                    sum += drawn[u] * metrics[m].Sums[u];
                    count += (long)drawn[u] * metrics[m].Counts[u];
                }

                means[m][r] = sum / Math.Max(1, count);
            }
        }

        Array.ForEach(means, Array.Sort);
        return [.. means.Select(m => (m[(int)(Outside * Resamples)], m[(int)((1 - Outside) * Resamples) - 1]))];
    }
}
