using System.Numerics.Tensors;

namespace LlmRec.Evaluation.Metrics;

/// <summary>What recommended lists are like, whatever the targets.</summary>
public sealed class ListMetrics
{
    private readonly double[] _surprise;
    private readonly float[]? _vectors;
    private readonly int _dimension;

    /// <param name="counts">By item: training interactions.</param>
    /// <param name="vectors">Unit vectors, item × dimension, rows of zeros where there are none; null when there are none at all.</param>
    /// <param name="dimension">Their width.</param>
    public ListMetrics(IReadOnlyList<int> counts, float[]? vectors, int dimension)
    {
        ArgumentNullException.ThrowIfNull(counts);
        // One is added to every item, so that an item never seen is as surprising as the rarest, not infinitely so.
        var all = counts.Sum(c => (long)c) + counts.Count;
        _surprise = [.. counts.Select(c => -Math.Log2((c + 1.0) / all))];
        _vectors = vectors;
        _dimension = dimension;
    }

    /// <summary>Whether <see cref="Diversity"/> can be told.</summary>
    public bool HasVectors => _vectors is not null;

    /// <summary>Mean self-information of the first k items, in bits (Zhou et al., PNAS 2010).</summary>
    public double Novelty(ReadOnlySpan<int> top, int k)
    {
        var (sum, length) = (0.0, Math.Min(k, top.Length));
        for (var i = 0; i < length; i++)
        {
            sum += _surprise[top[i]];
        }

        return length == 0 ? 0 : sum / length;
    }

    /// <summary>1 − the mean cosine over all pairs of the first k items that have a vector (Ziegler et al., WWW 2005); 0 for fewer than two.</summary>
    public double Diversity(ReadOnlySpan<int> top, int k)
    {
        // |Σv|² = Σ|v|² + 2·(sum over pairs): one pass instead of one a pair.
        var sum = new float[_dimension];
        var count = 0;
        foreach (var item in top[..Math.Min(k, top.Length)])
        {
            var vector = _vectors.AsSpan(item * _dimension, _dimension);
            if (TensorPrimitives.SumOfSquares<float>(vector) > 0.5f)
            {
                TensorPrimitives.Add(sum, vector, sum);
                count++;
            }
        }

        return count < 2 ? 0 : 1 - ((TensorPrimitives.SumOfSquares<float>(sum) - count) / (double)(count * (count - 1)));
    }

    /// <summary>The share of all items that stand among the first k of at least one list.</summary>
    public double Coverage(IEnumerable<int[]> lists, int k) =>
        (double)lists.SelectMany(l => l.Take(k)).Distinct().Count() / _surprise.Length;
}
