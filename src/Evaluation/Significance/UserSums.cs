using LlmRec.Evaluation.Metrics;
using LlmRec.Evaluation.Protocols;

namespace LlmRec.Evaluation.Significance;

/// <summary>A metric summed by user: users, not targets, are what is sampled, since one user's targets go together.</summary>
/// <param name="Sums">By user: the metric over the user's targets.</param>
/// <param name="Counts">By user: targets.</param>
public sealed record UserSums(double[] Sums, int[] Counts)
{
    /// <summary>The metrics that intervals and tests are given for.</summary>
    public static IReadOnlyDictionary<string, Func<TargetOutcome, double>> Metrics { get; } = new Dictionary<string, Func<TargetOutcome, double>>
    {
        ["recall@10"] = o => TargetMetrics.Recall(o, 10),
        ["ndcg@10"] = o => TargetMetrics.Ndcg(o, 10),
    };

    /// <summary>Sums up a model's outcomes; users in the order of their numbers.</summary>
    public static UserSums Of(IReadOnlyList<Target> targets, TargetOutcome[] outcomes, Func<TargetOutcome, double> metric)
    {
        var users = Enumerable.Range(0, targets.Count).GroupBy(i => targets[i].User).OrderBy(u => u.Key).ToList();
        return new([.. users.Select(u => u.Sum(i => metric(outcomes[i])))], [.. users.Select(u => u.Count())]);
    }
}
