namespace LlmRec.Learning.Models.Fusion;

/// <summary>Learns what new items are worth, and draws what favouring them more would do to them and to the others.</summary>
internal static class NewItemCurve
{
    private static readonly double[] Boosts = [.. Enumerable.Range(0, 17).Select(i => i / 8.0), 2.5, 3, 4, 5];

    /// <summary>
    /// Learns the weights anew on validation events of which some have a target made cold, so that new items compete as
    /// they will; then tries boosts and takes the largest that costs the other targets no more than asked.
    /// </summary>
    /// <param name="members">Trained without the cold items.</param>
    /// <param name="inner">The data they were trained on.</param>
    /// <param name="weights">The weights; replaced.</param>
    /// <param name="options">Pool, events and the loss allowed.</param>
    /// <param name="run">Its seed samples the events.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static NewItemCalibration Fit(
        List<FusionMember> members, ColdInside inner, FusionWeights weights, FusionOptions options, TrainingRun run, CancellationToken cancellationToken)
    {
        var context = Context.Of(inner.Data);
        // Every cold target is looked at; the others are sampled, and count for those left out.
        HeldOut[] warm = [.. inner.Warm];
        new Random(run.Seed).Shuffle(warm);
        warm = warm[..Math.Min(warm.Length, options.MostEvents)];
        var weight = (float)inner.Warm.Count / warm.Length;
        var events = inner.Cold.Select(e => (e, 1f)).Concat(warm.Select(e => (e, weight))).ToList();
        // Items that had no interaction anyway are nobody's target here: to count them would make new items look worse than they are.
        var lists = Array.ConvertAll(
            CandidateList.Of(members, events, inner.Data.ItemCount, options.Pool, run.Threads, cancellationToken),
            list => list.Where(item => context.ItemKinds[item] != 0 || inner.Items.Contains(item)));
        FusionTrainer.SetUnits(members, lists);
        new ListwiseLoss(members, context, lists, FusionTrainer.UsualHold, run.Threads).Minimise(cancellationToken).Values.CopyTo(weights.Values, 0);
        var scored = lists.Select(l => new Scored(l, ListwiseLoss.Scores(weights, weights.Values, context, l, ListwiseLoss.FeaturesOf(members, l)))).ToArray();
        var (cold, others) = (scored[..inner.Cold.Count], scored[inner.Cold.Count..]);
        var curve = Boosts.Select(b => new NewItemPoint(b, Recall(cold, b, context), Recall(others, b, context))).ToList();
        var chosen = curve.Where(p => p.Warm >= (1 - options.MostWarmLoss) * curve[0].Warm).MaxBy(p => p.Boost)!;
        return new(chosen.Boost, curve);
    }

    private static double Recall(Scored[] lists, double boost, Context context) => Math.Round(lists.Average(scored =>
    {
        var (list, scores) = scored;
        if (list.Target < 0)
        {
            return 0;
        }

        double Boosted(int c) => scores[c] + (context.ItemKinds[list.Items[c]] == 0 ? boost : 0);
        var own = Boosted(list.Target);
        return Enumerable.Range(0, scores.Length).Count(c => Boosted(c) >= own) <= 10 ? 1 : 0;
    }), 5);

    private sealed record Scored(CandidateList List, double[] Scores);
}
