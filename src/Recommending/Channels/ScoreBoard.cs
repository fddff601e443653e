using System.Buffers;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Recommending.Channels;

/// <summary>
/// Gathers scores by item and turns them into a channel's answer. A dense array from the pool: a request adds up
/// thousands of scores, and dictionaries of them were most of what it allocated.
/// </summary>
internal sealed class ScoreBoard : IDisposable
{
    private readonly ItemTable _items;
    private readonly float[] _scores;
    private readonly int _bound;
    private readonly List<int> _touched = [];

    public ScoreBoard(ItemTable items)
    {
        _items = items;
        _bound = items.Bound;
        _scores = ArrayPool<float>.Shared.Rent(_bound);
        Array.Clear(_scores, 0, _bound);
    }

    /// <summary>Adds to an item's score. An item that the table does not know (yet) is left out.</summary>
    public void Add(int item, float score)
    {
        if ((uint)item < (uint)_bound && score > 0)
        {
            Touch(item);
            _scores[item] += score;
        }
    }

    /// <summary>Raises an item's score to at least this.</summary>
    public void Raise(int item, float score)
    {
        if ((uint)item < (uint)_bound && score > _scores[item])
        {
            Touch(item);
            _scores[item] = score;
        }
    }

    /// <summary>The best allowed items; equal scores by key.</summary>
    public IReadOnlyList<Candidate> Best(CandidateFilter filter, int limit)
    {
        // The worst of the best on top; of two equal ones that with the larger key.
        var best = new PriorityQueue<int, (float Score, int Item)>(limit + 1, Comparer<(float Score, int Item)>.Create(
            (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Item.CompareTo(a.Item)));
        foreach (var item in _touched)
        {
            if (best.Count == limit && best.TryPeek(out var worst, out _) && (_scores[item] < _scores[worst] || (_scores[item] == _scores[worst] && item > worst)))
            {
                continue;
            }

            if (_items[item] is { } known && filter.Allows(known))
            {
                best.Enqueue(item, (_scores[item], item));
                if (best.Count > limit)
                {
                    best.Dequeue();
                }
            }
        }

        var candidates = new Candidate[best.Count];
        for (var i = candidates.Length - 1; i >= 0; i--)
        {
            var item = best.Dequeue();
            candidates[i] = new(item, _scores[item]);
        }

        return candidates;
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_scores);

    private void Touch(int item)
    {
        if (_scores[item] == 0)
        {
            _touched.Add(item);
        }
    }
}
