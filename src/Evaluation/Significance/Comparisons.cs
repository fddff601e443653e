using LlmRec.Evaluation.Metrics;
using LlmRec.Evaluation.Protocols;

namespace LlmRec.Evaluation.Significance;

/// <summary>Two models compared on one metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="A">One model.</param>
/// <param name="B">The other.</param>
/// <param name="Difference">A's mean less B's.</param>
/// <param name="P">Two-sided p-value of a paired randomisation test by user; not corrected for the number of pairs.</param>
public sealed record Comparison(string Metric, string A, string B, double Difference, double P);

/// <summary>Intervals and tests for all models of a run.</summary>
public static class Comparisons
{
    /// <summary>By model and metric: a 95 % interval.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, double[]>> Intervals(
        IReadOnlyList<Target> targets, IReadOnlyDictionary<string, TargetOutcome[]> outcomes, int seed)
    {
        var names = (from model in outcomes.Keys from metric in UserSums.Metrics.Keys select (model, metric)).ToList();
        var intervals = Bootstrap.Intervals([.. names.Select(n => UserSums.Of(targets, outcomes[n.model], UserSums.Metrics[n.metric]))], seed);
        return names.Zip(intervals).GroupBy(n => n.First.model).ToDictionary(
            m => m.Key, m => (IReadOnlyDictionary<string, double[]>)m.ToDictionary(n => n.First.metric, n => (double[])[n.Second.Low, n.Second.High]));
    }

    /// <summary>Every pair of models, on every metric that is tested.</summary>
    public static IReadOnlyList<Comparison> Pairs(IReadOnlyList<Target> targets, IReadOnlyDictionary<string, TargetOutcome[]> outcomes, int seed)
    {
        var sums = UserSums.Metrics.ToDictionary(m => m.Key, m => outcomes.ToDictionary(o => o.Key, o => UserSums.Of(targets, o.Value, m.Value)));
        return [..
            from metric in UserSums.Metrics.Keys
            from a in outcomes.Keys.Index()
            from b in outcomes.Keys.Index()
            where a.Index < b.Index
            let of = sums[metric]
            select new Comparison(
                metric, a.Item, b.Item, (of[a.Item].Sums.Sum() - of[b.Item].Sums.Sum()) / targets.Count, PairedTest.P(of[a.Item], of[b.Item], seed))];
    }
}
