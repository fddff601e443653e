using LlmRec.Recommending.Pipeline;

namespace LlmRec.Recommending.Channels;

/// <summary>Keeps the best of the items offered to it that a filter allows; of equal scores the smaller keys.</summary>
/// <param name="filter">Which items may be kept; asked only of those that are good enough.</param>
/// <param name="limit">How many are kept at most.</param>
internal sealed class BestCandidates(CandidateFilter filter, int limit)
{
    // The worst of the best on top.
    private readonly PriorityQueue<Candidate, ulong> _best = new(limit + 1);

    /// <summary>Offers an item; each once.</summary>
    /// <param name="item">Its key.</param>
    /// <param name="score">Any number but NaN.</param>
    public void Offer(int item, float score)
    {
        var rank = RankOf(item, score);
        if ((_best.Count == limit && (!_best.TryPeek(out _, out var worst) || rank < worst)) || !filter.Allows(item))
        {
            return;
        }

        if (_best.Count < limit)
        {
            _best.Enqueue(new(item, score), rank);
        }
        else
        {
            _best.DequeueEnqueue(new(item, score), rank);
        }
    }

    /// <summary>Those kept, best first; none is kept any more.</summary>
    public Candidate[] Take()
    {
        var candidates = new Candidate[_best.Count];
        for (var i = candidates.Length - 1; i >= 0; i--)
        {
            candidates[i] = _best.Dequeue();
        }

        return candidates;
    }

    /// <summary>Orders by score, then the smaller key first. The bits of floats are in the order of the floats once the sign is turned, and all bits of negative ones.</summary>
    private static ulong RankOf(int item, float score)
    {
        var bits = BitConverter.SingleToUInt32Bits(score);
        return ((ulong)(bits ^ (0x80000000u | (uint)((int)bits >> 31))) << 32) | (uint)~item;
    }
}
