namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>The best hits met so far, in a binary heap with the worst on top.</summary>
internal sealed class TopHits(int limit)
{
    private readonly List<(float Score, int Key, int Position)> _heap = new(Math.Min(limit, 1024));

    public void Offer(float score, int key, int position)
    {
        if (_heap.Count < limit)
        {
            _heap.Add((score, key, position));
            SiftUp(_heap.Count - 1);
        }
        else if (IsWorse(_heap[0], (score, key, position)))
        {
            _heap[0] = (score, key, position);
            SiftDown();
        }
    }

    public void Offer(TopHits others)
    {
        foreach (var (score, key, position) in others._heap)
        {
            Offer(score, key, position);
        }
    }

    public IEnumerable<(float Score, int Key, int Position)> Ordered() => _heap.OrderByDescending(h => h.Score).ThenBy(h => h.Key);

    private static bool IsWorse((float Score, int Key, int) a, (float Score, int Key, int) b) =>
        a.Score < b.Score || (a.Score == b.Score && a.Key > b.Key);

    private void SiftUp(int i)
    {
        while (i > 0 && IsWorse(_heap[i], _heap[(i - 1) / 2]))
        {
            (_heap[i], _heap[(i - 1) / 2]) = (_heap[(i - 1) / 2], _heap[i]);
            i = (i - 1) / 2;
        }
    }

    private void SiftDown()
    {
        var i = 0;
        while (true)
        {
            var worst = i;
            for (var child = (2 * i) + 1; child <= (2 * i) + 2 && child < _heap.Count; child++)
            {
                worst = IsWorse(_heap[child], _heap[worst]) ? child : worst;
            }

            if (worst == i)
            {
                return;
            }

            (_heap[i], _heap[worst]) = (_heap[worst], _heap[i]);
            i = worst;
        }
    }
}
