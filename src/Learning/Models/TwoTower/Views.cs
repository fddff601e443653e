namespace LlmRec.Learning.Models.TwoTower;

/// <summary>Changes a history as little as its owner would mind: a crop, some items left out, or a stretch in another order (Xie et al., Contrastive Learning for Sequential Recommendation, ICDE 2022, §3.2).</summary>
internal static class Views
{
    /// <summary>A view of a history.</summary>
    /// <param name="history">Oldest first, not empty.</param>
    /// <param name="random">Chooses the change.</param>
    /// <returns>At least one event.</returns>
    public static long[] Of(ReadOnlySpan<int> history, Random random)
    {
        var events = Array.ConvertAll(history.ToArray(), i => (long)i);
        switch (random.Next(3))
        {
            case 0:
                var kept = Math.Max(1, (int)Math.Ceiling(events.Length * 0.6));
                var from = random.Next(events.Length - kept + 1);
                return events[from..(from + kept)];
            case 1:
                var left = events.Where(_ => random.NextDouble() > 0.3).ToArray();
                return left.Length > 0 ? left : [events[^1]];
            default:
                var length = (int)Math.Ceiling(events.Length * 0.5);
                random.Shuffle(events.AsSpan(random.Next(events.Length - length + 1), length));
                return events;
        }
    }
}
