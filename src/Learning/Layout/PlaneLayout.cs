namespace LlmRec.Learning.Layout;

/// <summary>
/// Lays the points of a graph out in the plane: what an edge joins attracts each other, what none joins repels. Stochastic
/// gradient descent on edges drawn by their weight, with a few points drawn at random for the repulsion, as in LargeVis
/// (Tang, Liu, Zhang and Mei, 2016, arXiv:1602.00370) and UMAP (McInnes, Healy and Melville, 2018, arXiv:1802.03426);
/// nearness in the plane is 1 / (1 + d²), as in the former, which takes no powers. On one thread, so that the same graph and
/// seed give the same map.
/// </summary>
public sealed class PlaneLayout
{
    private const int Repelled = 4;
    private const float Repulsion = 1;
    private const float Softening = 0.001f;
    private const float LongestPull = 4;
    private const float Begin = 10;
    private const float Hair = 0.01f;

    private readonly NeighbourGraph _graph;
    private readonly float[] _places;
    private readonly float[] _due;
    private readonly float[] _interval;
    private ulong _state;

    /// <param name="graph">Who is near whom.</param>
    /// <param name="first">First places: x and y, point by point. Copied; scaled to a size that suits.</param>
    /// <param name="seed">Where all randomness comes from.</param>
    public PlaneLayout(NeighbourGraph graph, ReadOnlySpan<float> first, int seed)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, 2 * graph.Points);
        _graph = graph;
        _state = (ulong)new Random(seed).NextInt64() | 1;
        // Few points need more steps each to find their place.
        Rounds = graph.Points < 10_000 ? 500 : 200;
        _places = Scaled(first, new Random(seed));
        var heaviest = graph.Weights.DefaultIfEmpty(1).Max();
        _interval = Array.ConvertAll(graph.Weights, w => heaviest / w);
        _due = [.. _interval];
    }

    /// <summary>How many rounds there are.</summary>
    public int Rounds { get; }

    /// <summary>How many are behind.</summary>
    public int Round { get; private set; }

    /// <summary>Where the points are: x and y, point by point.</summary>
    public ReadOnlySpan<float> Places => _places;

    /// <summary>Does the next round; nothing when all are behind.</summary>
    public void Next()
    {
        if (Round == Rounds)
        {
            return;
        }

        var rate = 1 - ((float)Round / Rounds);
        Round++;
        for (var edge = 0; edge < _due.Length; edge++)
        {
            if (_due[edge] > Round)
            {
                continue;
            }

            _due[edge] += _interval[edge];
            var (a, b) = (_graph.From[edge], _graph.To[edge]);
            Attract(a, b, rate);
            for (var i = 0; i < Repelled; i++)
            {
                Repel(a, Draw(), rate);
                Repel(b, Draw(), rate);
            }
        }
    }

    private void Attract(int a, int b, float rate)
    {
        var (dx, dy) = (_places[2 * a] - _places[2 * b], _places[(2 * a) + 1] - _places[(2 * b) + 1]);
        var pull = -2 / (1 + (dx * dx) + (dy * dy));
        var (x, y) = (rate * Clipped(pull * dx), rate * Clipped(pull * dy));
        _places[2 * a] += x;
        _places[(2 * a) + 1] += y;
        _places[2 * b] -= x;
        _places[(2 * b) + 1] -= y;
    }

    private void Repel(int a, int other, float rate)
    {
        if (a == other)
        {
            return;
        }

        var (dx, dy) = (_places[2 * a] - _places[2 * other], _places[(2 * a) + 1] - _places[(2 * other) + 1]);
        var d2 = (dx * dx) + (dy * dy);
        var push = 2 * Repulsion / ((Softening + d2) * (1 + d2));
        _places[2 * a] += rate * Clipped(push * dx);
        _places[(2 * a) + 1] += rate * Clipped(push * dy);
    }

    private static float Clipped(float pull) => Math.Clamp(pull, -LongestPull, LongestPull);

    /// <summary>A point at random (xorshift64*; Vigna, 2016): a draw must cost no more than the step it is for.</summary>
    private int Draw()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)(((_state * 0x2545F4914F6CDD1DUL >> 32) * (ulong)_graph.Points) >> 32);
    }

    /// <summary>The first places in a size that suits, each moved by a hair: points in one place could not part.</summary>
    private static float[] Scaled(ReadOnlySpan<float> first, Random random)
    {
        var places = first.ToArray();
        var largest = places.Length == 0 ? 0 : places.Max(MathF.Abs);
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (places[i] * (largest > 0 ? Begin / largest : 0)) + (Hair * (random.NextSingle() - .5f));
        }

        return places;
    }
}
