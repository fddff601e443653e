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
    private readonly float[] _scores;
    private readonly int _bound;
    private readonly int[] _touched;
    private int _count;

    public ScoreBoard(ItemTable items)
    {
        _bound = items.Bound;
        _scores = ArrayPool<float>.Shared.Rent(_bound);
        Array.Clear(_scores, 0, _bound);
        _touched = ArrayPool<int>.Shared.Rent(_bound);
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

    /// <summary>Raises each item's score to at least its score on another board times a weight.</summary>
    public void Raise(ScoreBoard other, float weight)
    {
        foreach (var item in other.Touched)
        {
            Raise(item, weight * other._scores[item]);
        }
    }

    /// <summary>The best allowed items; equal scores by key.</summary>
    public IReadOnlyList<Candidate> Best(CandidateFilter filter, int limit)
    {
        var best = new BestCandidates(filter, limit);
        foreach (var item in Touched)
        {
            best.Offer(item, _scores[item]);
        }

        return best.Take();
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_scores);
        ArrayPool<int>.Shared.Return(_touched);
    }

    private ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    private void Touch(int item)
    {
        if (_scores[item] == 0)
        {
            _touched[_count++] = item;
        }
    }
}
