using System.Globalization;
using LlmRec.Evaluation.Protocols;

namespace LlmRec.Evaluation.Metrics;

/// <summary>Sums up a model's outcomes over a part of the targets, under the names of the contract.</summary>
public static class MetricSummary
{
    /// <summary>
    /// Means over targets, but <c>hitrate@k</c> and <c>gauc</c> over users: the share of users with a hit in any of their
    /// lists, and the mean over users of their mean AUC (after Zhu et al., KDD 2017, each user counting once).
    /// </summary>
    /// <param name="targets">The targets.</param>
    /// <param name="outcomes">In step with them.</param>
    /// <param name="part">Indexes of the targets to sum up.</param>
    /// <returns>By name; only <c>n</c> when the part is empty.</returns>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<Target> targets, TargetOutcome[] outcomes, IReadOnlyList<int> part)
    {
        var summary = new Dictionary<string, double> { ["n"] = part.Count };
        if (part.Count == 0)
        {
            return summary;
        }

        var users = part.GroupBy(i => targets[i].User).Select(u => u.ToArray()).ToList();
        summary["users"] = users.Count;
        Each("recall", k => part.Average(i => TargetMetrics.Recall(outcomes[i], k)));
        Each("ndcg", k => part.Average(i => TargetMetrics.Ndcg(outcomes[i], k)));
        Each("mrr", k => part.Average(i => TargetMetrics.ReciprocalRank(outcomes[i], k)));
        Each("hitrate", k => users.Average(u => u.Max(i => TargetMetrics.Recall(outcomes[i], k))));
        summary["mrr"] = part.Average(i => TargetMetrics.ReciprocalRank(outcomes[i], int.MaxValue));
        summary["auc"] = part.Average(i => TargetMetrics.Auc(outcomes[i]));
        summary["gauc"] = users.Average(u => u.Average(i => TargetMetrics.Auc(outcomes[i])));
        return summary;

        void Each(string name, Func<int, double> value)
        {
            foreach (var k in TargetMetrics.Lengths)
            {
                summary[string.Create(CultureInfo.InvariantCulture, $"{name}@{k}")] = value(k);
            }
        }
    }

    /// <summary>Adds what the lists are like.</summary>
    public static IReadOnlyDictionary<string, double> WithLists(IReadOnlyDictionary<string, double> summary, TargetOutcome[] outcomes, ListMetrics lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var all = new Dictionary<string, double>(summary);
        foreach (var k in TargetMetrics.Lengths)
        {
            all[string.Create(CultureInfo.InvariantCulture, $"coverage@{k}")] = lists.Coverage(outcomes.Select(o => o.Top), k);
            all[string.Create(CultureInfo.InvariantCulture, $"novelty@{k}")] = outcomes.Average(o => lists.Novelty(o.Top, k));
            if (lists.HasVectors)
            {
                all[string.Create(CultureInfo.InvariantCulture, $"diversity@{k}")] = outcomes.Average(o => lists.Diversity(o.Top, k));
            }
        }

        return all;
    }
}
