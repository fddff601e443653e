namespace LlmRec.Learning.Layout;

/// <summary>
/// Who is near whom, as weighted edges: the fuzzy neighbourhoods of UMAP (McInnes, Healy and Melville, 2018,
/// arXiv:1802.03426, section 3.1). Each point sees its nearest at distance 0 and scales the others so that its weights add
/// up to the logarithm of their number: dense and sparse regions count alike. Two points' views of each other are joined
/// as a + b − ab.
/// </summary>
public sealed class NeighbourGraph
{
    private const int Rounds = 48;

    private NeighbourGraph(int points, int[] from, int[] to, float[] weights) => (Points, From, To, Weights) = (points, from, to, weights);

    /// <summary>How many points there are.</summary>
    public int Points { get; }

    /// <summary>By edge, the point it begins at.</summary>
    public int[] From { get; }

    /// <summary>By edge, the point it ends at; an edge stands once, whichever of the two is nearest to the other.</summary>
    public int[] To { get; }

    /// <summary>By edge, above 0 to 1.</summary>
    public float[] Weights { get; }

    /// <summary>Makes the graph.</summary>
    /// <param name="neighbours">Point × <paramref name="each"/>: its nearest others, nearest first; −1 where there are fewer.</param>
    /// <param name="distances">In step: how far they are, 0 or more.</param>
    /// <param name="each">Neighbours of a point.</param>
    public static NeighbourGraph Of(int[] neighbours, float[] distances, int each)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentOutOfRangeException.ThrowIfLessThan(each, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(distances.Length, neighbours.Length);
        var points = neighbours.Length / each;
        var views = new float[neighbours.Length];
        for (var point = 0; point < points; point++)
        {
            var own = neighbours.AsSpan(point * each, each);
            var known = own.IndexOf(-1) is >= 0 and var end ? end : each;
            View(distances.AsSpan(point * each, known), views.AsSpan(point * each, known));
        }

        List<int> from = [], to = [];
        List<float> weights = [];
        for (var point = 0; point < points; point++)
        {
            for (var n = point * each; n < (point + 1) * each && neighbours[n] >= 0; n++)
            {
                var other = neighbours[n];
                var back = neighbours.AsSpan(other * each, each).IndexOf(point);
                if (back >= 0 && other < point)
                {
                    // Met from the other side.
                    continue;
                }

                var (there, here) = (views[n], back >= 0 ? views[(other * each) + back] : 0);
                from.Add(point);
                to.Add(other);
                weights.Add(there + here - (there * here));
            }
        }

        return new(points, [.. from], [.. to], [.. weights]);
    }

    /// <summary>One point's weights of its neighbours: exp(−(distance − nearest) / scale), the scale found by bisection.</summary>
    private static void View(ReadOnlySpan<float> distances, Span<float> weights)
    {
        if (distances.IsEmpty)
        {
            return;
        }

        var (nearest, wanted) = (distances[0], Math.Log2(distances.Length));
        var (low, scale, high) = (0d, 1d, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            var sum = 0d;
            foreach (var distance in distances)
            {
                sum += Math.Exp(-Math.Max(0, distance - nearest) / scale);
            }

            (low, high) = sum > wanted ? (low, scale) : (scale, high);
            scale = double.IsInfinity(high) ? scale * 2 : (low + high) / 2;
        }

        // Many at one distance: no scale fits, and none is needed.
        scale = Math.Max(scale, 1e-6);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)Math.Max(1e-6, Math.Exp(-Math.Max(0, distances[i] - nearest) / scale));
        }
    }
}
