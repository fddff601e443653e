namespace LlmRec.Learning.Models;

/// <summary>How well a model foresees events that were held out.</summary>
public static class HeldOutGains
{
    /// <summary>By event: NDCG@10, 0 to 1. Items of the history don't compete, ties count against the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="events">The events.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static double[] Of(IScoringModel model, IReadOnlyList<HeldOut> events, int items, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        var gains = new double[events.Count];
        ScoreBatches.ForEach(model, [.. events.Select(e => e.History)], items, threads, (i, scores) => gains[i] = Gain(events[i], scores), cancellationToken);
        return gains;
    }

    private static double Gain(HeldOut held, Span<float> scores)
    {
        foreach (var item in held.History)
        {
            scores[item] = float.NegativeInfinity;
        }

        var own = scores[held.Target];
        var rank = 0;
        foreach (var score in scores)
        {
            rank += score >= own ? 1 : 0;
        }

        return rank <= 10 ? 1 / Math.Log2(1 + rank) : 0;
    }
}
