namespace LlmRec.Learning.Models.Ease;

/// <summary>
/// How far an inverse is off, without the cost of a product of whole matrices: A·(P·r) must give r back for random r of ±1
/// (Freivalds, IFIP 1977). A wrong inverse can still rank plausibly, so this is checked at every training.
/// </summary>
internal static class Residual
{
    private const int Probes = 8;

    /// <summary>The largest |A·P·r − r| over elements and probes; about the largest norm of a row of A·P − I.</summary>
    /// <param name="negative">Minus P.</param>
    /// <param name="likes">By user: distinct items; A = XᵀX + λI.</param>
    /// <param name="regularisation">λ.</param>
    /// <param name="seed">Chooses the probes.</param>
    /// <param name="threads">Threads at most.</param>
    public static double Of(SymmetricTiles negative, int[][] likes, float regularisation, int seed, int threads)
    {
        var random = new Random(seed);
        var probes = Enumerable.Range(0, Probes).Select(_ => Enumerable.Range(0, negative.Size).Select(_ => random.Next(2) == 0 ? -1.0 : 1.0).ToArray()).ToArray();
        var products = probes.Select(_ => new double[negative.Size]).ToArray();
        Parallel.For(
            0,
            negative.Size,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new float[negative.Size],
            (item, _, row) =>
            {
                negative.CopyRow(item, row);
                for (var p = 0; p < Probes; p++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < row.Length; i++)
                    {
                        sum -= row[i] * probes[p][i];
                    }

                    products[p][item] = sum;
                }

                return row;
            },
            _ => { });
        return Enumerable.Range(0, Probes).Max(p => Largest(products[p], probes[p], likes, regularisation));
    }

    private static double Largest(double[] product, double[] probe, int[][] likes, float regularisation)
    {
        var back = Array.ConvertAll(product, x => x * regularisation);
        foreach (var items in likes)
        {
            var sum = items.Sum(i => product[i]);
            foreach (var item in items)
            {
                back[item] += sum;
            }
        }

        // Math.Max hands NaN on: a broken inverse doesn't slip through.
        return back.Zip(probe, (b, r) => Math.Abs(b - r)).Aggregate(0.0, Math.Max);
    }
}
