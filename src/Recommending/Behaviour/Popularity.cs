namespace LlmRec.Recommending.Behaviour;

/// <summary>
/// How much each item is liked: time-decayed where there is time, plain counts where there is only an order.
/// A like of weight w at time t counts w·2^((t − reference)/half-life): the factor that ageing would take off every item
/// alike is left out, so the order of items needs no update as time goes by.
/// </summary>
public sealed class Popularity
{
    private readonly double? _halfLife;
    private readonly Lock _ordering = new();
    private double[] _scores = [];
    private int[] _counts = [];
    private int[] _events = [];
    private double _reference = double.NaN;
    private int[] _order = [];
    private long _version;
    private long _orderedVersion = -1;

    /// <param name="halfLife">Seconds after which a like counts half; null for plain counts.</param>
    public Popularity(double? halfLife) => _halfLife = halfLife;

    /// <summary>How many events an item has: likes, dislikes and what is neither.</summary>
    public int EventsOf(int item) => (uint)item < (uint)_events.Length ? _events[item] : 0;

    /// <summary>An item's score; only ratios between items mean something.</summary>
    public double ScoreOf(int item) => (uint)item < (uint)_scores.Length ? _scores[item] : 0;

    /// <summary>All items with likes, most popular first; equal scores by count, then by key.</summary>
    public ReadOnlyMemory<int> Ordered()
    {
        lock (_ordering)
        {
            if (_orderedVersion != _version)
            {
                var version = _version;
                var (scores, counts) = (_scores, _counts);
                _order = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)
                    .OrderByDescending(i => scores[i]).ThenByDescending(i => counts[i]).ThenBy(i => i)];
                _orderedVersion = version;
            }

            return _order;
        }
    }

    /// <summary>Replaces one user's contribution.</summary>
    internal void Change(ReadOnlySpan<LikeEvent> before, ReadOnlySpan<LikeEvent> after)
    {
        Add(before, -1);
        Add(after, +1);
        _version++;
    }

    private void Add(ReadOnlySpan<LikeEvent> events, int sign)
    {
        foreach (var e in events)
        {
            if (e.Item >= _scores.Length)
            {
                var size = Math.Max(e.Item + 1, _scores.Length * 2);
                Array.Resize(ref _scores, size);
                Array.Resize(ref _counts, size);
                Array.Resize(ref _events, size);
            }

            _events[e.Item] += sign;
            if (!e.IsLike)
            {
                continue;
            }

            if (double.IsNaN(_reference))
            {
                _reference = e.Time;
            }

            _counts[e.Item] += sign;
            var decay = _halfLife is { } halfLife ? Math.Pow(2, Math.Clamp((e.Time - _reference) / halfLife, -900, 900)) : 1;
            // Taking a large number away leaves rounding behind, perhaps below 0.
            _scores[e.Item] = _counts[e.Item] == 0 ? 0 : Math.Max(0, _scores[e.Item] + (sign * e.Weight * decay));
        }
    }
}
