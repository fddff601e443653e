namespace LlmRec.Tests.Embedding.Bert;

/// <summary>The same BERT's forward pass in double precision, one text at a time, without padding, written out as in the paper.</summary>
internal static class DoubleBert
{
    /// <summary>The last layer's vector of every token.</summary>
    public static double[][] Forward(RandomBert bert, int[] ids, int[]? types)
    {
        var x = ids.Select((id, position) => Enumerable.Range(0, RandomBert.Width)
            .Select(i => bert.Words[id, i] + (double)bert.PositionTable[position, i] + (types is null ? 0 : bert.Types[types[position], i])).ToArray()).ToArray();
        x = [.. x.Select(v => Norm(v, bert.EmbeddingNorm))];
        foreach (var block in bert.Blocks)
        {
            double[][] attended = [.. Attention(x, block).Select(v => Apply(v, block.Output))];
            x = [.. x.Zip(attended, (a, b) => Norm(Add(a, b), block.AttentionNorm))];
            x = [.. x.Select(v => Norm(Add(v, Apply([.. Apply(v, block.Up).Select(Gelu)], block.Down)), block.FeedForwardNorm))];
        }

        return x;
    }

    private static double[][] Attention(double[][] x, RandomBert.Block block)
    {
        const int Size = RandomBert.Width / RandomBert.Heads;
        double[][] q = [.. x.Select(v => Apply(v, block.Query))], k = [.. x.Select(v => Apply(v, block.Key))], v = [.. x.Select(t => Apply(t, block.Value))];
        var result = x.Select(_ => new double[RandomBert.Width]).ToArray();
        for (var head = 0; head < RandomBert.Heads; head++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var scores = k.Select(key => Enumerable.Range(head * Size, Size).Sum(d => q[i][d] * key[d]) / Math.Sqrt(Size)).ToArray();
                var exponentials = scores.Select(s => Math.Exp(s - scores.Max())).ToArray();
                for (var d = head * Size; d < (head + 1) * Size; d++)
                {
                    result[i][d] = exponentials.Select((e, j) => e * v[j][d]).Sum() / exponentials.Sum();
                }
            }
        }

        return result;
    }

    private static double[] Norm(double[] v, RandomBert.Dense norm)
    {
        var mean = v.Average();
        var deviation = Math.Sqrt(v.Average(a => (a - mean) * (a - mean)) + RandomBert.Epsilon);
        return [.. v.Select((a, i) => ((a - mean) / deviation * norm.Weights[0, i]) + norm.Bias[i])];
    }

    private static double[] Apply(double[] v, RandomBert.Dense dense) =>
        [.. dense.Bias.Select((bias, column) => bias + v.Select((a, row) => a * dense.Weights[row, column]).Sum())];

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double Gelu(double x) => x * .5 * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>The error function by its Taylor series, which converges for every x that occurs here.</summary>
    private static double Erf(double x)
    {
        double sum = x, term = x;
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
