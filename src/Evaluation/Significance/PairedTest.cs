namespace LlmRec.Evaluation.Significance;

/// <summary>
/// Whether two models differ, by a paired randomisation test over users: if they did not, each user's difference could as
/// well have the other sign (Smucker, Allan and Carterette, CIKM 2007, §3).
/// </summary>
public static class PairedTest
{
    private const int Flips = 1_999;

    /// <summary>The two-sided p-value; at least 1/2,000, and 1 where no user tells the models apart.</summary>
    /// <param name="a">One model.</param>
    /// <param name="b">The other, over the same users.</param>
    /// <param name="seed">Draws the signs.</param>
    public static double P(UserSums a, UserSums b, int seed)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var differences = a.Sums.Zip(b.Sums, (x, y) => x - y).Where(d => d != 0).ToArray();
        var observed = Math.Abs(differences.Sum()) - 1e-12;
        var random = new Random(seed);
        var asFar = 0;
        for (var flip = 0; flip < Flips; flip++)
        {
            var (sum, bits, left) = (0.0, 0L, 0);
            foreach (var difference in differences)
            {
                if (left == 0)
                {
                    (bits, left) = (random.NextInt64(), 62);
                }

                sum += (bits & 1) == 0 ? difference : -difference;
                bits >>= 1;
                left--;
            }

            asFar += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return (asFar + 1.0) / (Flips + 1);
    }
}
