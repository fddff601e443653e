using LlmRec.Learning.Engine.Training;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Draws items as negatives, in proportion to how often they occur to the power ¾ (Mikolov et al., 2013), in constant time (alias method: Vose, 1991).</summary>
internal sealed class NegativeSampler
{
    private const double Power = 0.75;

    private readonly double[] _keep;
    private readonly int[] _alias;
    private readonly float[] _logShare;

    /// <param name="counts">How often each occurs, 1 or more.</param>
    public NegativeSampler(ReadOnlySpan<int> counts)
    {
        var shares = new double[counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            shares[i] = Math.Pow(counts[i], Power);
        }

        var sum = shares.Sum();
        _logShare = Array.ConvertAll(shares, s => (float)Math.Log(s / sum));
        _keep = Array.ConvertAll(shares, s => s / sum * shares.Length);
        _alias = new int[shares.Length];
        var (small, large) = (new Stack<int>(), new Stack<int>());
        for (var i = 0; i < _keep.Length; i++)
        {
            (_keep[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            var (low, high) = (small.Pop(), large.Pop());
            _alias[low] = high;
            _keep[high] -= 1 - _keep[low];
            (_keep[high] < 1 ? small : large).Push(high);
        }

        foreach (var rest in small.Concat(large))
        {
            _keep[rest] = 1;
        }
    }

    /// <summary>Logarithm of an item's share of the draws.</summary>
    public float LogShare(int item) => _logShare[item];

    /// <summary>Draws items; one may come twice.</summary>
    public void Draw(Span<long> into, ulong key)
    {
        for (var i = 0; i < into.Length; i++)
        {
            var item = (int)(((ulong)CounterRandom.Bits(key, 2 * (uint)i) * (ulong)_keep.Length) >> 32);
            into[i] = CounterRandom.Bits(key, (2 * (uint)i) + 1) / 4294967296.0 < _keep[item] ? item : _alias[item];
        }
    }
}
