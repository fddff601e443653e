using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Metrics;
using LlmRec.Evaluation.Protocols;

namespace LlmRec.Tests.Evaluation;

public sealed class RankingTests
{
    [Fact]
    public void Items_of_the_history_do_not_compete_and_the_rank_counts_from_one()
    {
        var outcome = Ranking.Of(new(0, [0], [0], 2), [9, 3, 2, 1]);

        Assert.Equal((2, 2), (outcome.Rank, outcome.Competitors));
        Assert.Equal([1, 2, 3], outcome.Top);
    }

    [Fact]
    public void Ties_count_against_the_model()
    {
        Assert.Equal(4, Ranking.Of(new(0, [4], [4], 0), [1, 1, 1, 1, 0]).Rank);
        Assert.Equal(0, TargetMetrics.Auc(Ranking.Of(new(0, [4], [4], 0), [1, 1, 1, 1, 0])));
    }

    [Fact]
    public void A_target_that_lies_in_the_history_is_a_miss()
    {
        var outcome = Ranking.Of(new(0, [1], [1], 1), [1, 9, 2]);

        Assert.Equal(0, outcome.Rank);
        Assert.Equal((0, 0, 0, 0), (TargetMetrics.Recall(outcome, 50), TargetMetrics.Ndcg(outcome, 50), TargetMetrics.ReciprocalRank(outcome, 50), TargetMetrics.Auc(outcome)));
    }

    [Fact]
    public void A_score_that_is_no_number_stops_the_evaluation() =>
        Assert.Throws<EvaluationException>(() => Ranking.Of(new(0, [0], [0], 1), [0, 1, float.NaN]));

    [Fact]
    public void Metrics_of_one_target_are_what_a_hand_computes()
    {
        var third = new TargetOutcome(3, 11, []);

        Assert.Equal((1, 0.5, 1 / 3.0), (TargetMetrics.Recall(third, 5), TargetMetrics.Ndcg(third, 5), TargetMetrics.ReciprocalRank(third, 5)));
        Assert.Equal((0, 0, 0), (TargetMetrics.Recall(third, 2), TargetMetrics.Ndcg(third, 2), TargetMetrics.ReciprocalRank(third, 2)));
        Assert.Equal(9 / 11.0, TargetMetrics.Auc(third), 12);
    }

    [Fact]
    public void Summaries_equal_a_slow_reference_written_independently()
    {
        var random = new Random(3);
        const int items = 40;
        var targets = Enumerable.Range(0, 120).Select(i =>
        {
            int[] seen = [.. Enumerable.Range(0, items).Where(_ => random.Next(6) == 0).Append(random.Next(items)).Distinct()];
            return new Target(i / 3, seen, seen, random.Next(items));
        }).ToList();
        // Few values, so that there are ties.
        var scores = targets.Select(_ => Enumerable.Range(0, items).Select(_ => (float)random.Next(15)).ToArray()).ToList();
        var outcomes = targets.Select((t, i) => Ranking.Of(t, (float[])scores[i].Clone())).ToArray();

        var summary = MetricSummary.Of(targets, outcomes, [.. Enumerable.Range(0, targets.Count)]);

        var ranked = targets.Select((t, i) => Enumerable.Range(0, items).Where(x => !t.Seen.Contains(x))
            .OrderByDescending(x => scores[i][x]).ThenBy(x => x == t.Item ? 1 : 0).ToList()).ToList();
        var places = targets.Select((t, i) => ranked[i].IndexOf(t.Item)).ToList();
        foreach (var k in new[] { 5, 10, 20, 50 })
        {
            Assert.Equal(places.Count(p => p >= 0 && p < k) / 120.0, summary[$"recall@{k}"], 12);
            Assert.Equal(places.Sum(p => p >= 0 && p < k ? Math.Log(2) / Math.Log(p + 2) : 0) / 120, summary[$"ndcg@{k}"], 12);
            Assert.Equal(places.Sum(p => p >= 0 && p < k ? 1.0 / (p + 1) : 0) / 120, summary[$"mrr@{k}"], 12);
            Assert.Equal(Enumerable.Range(0, 40).Count(u => places.Skip(u * 3).Take(3).Any(p => p >= 0 && p < k)) / 40.0, summary[$"hitrate@{k}"], 12);
        }

        double Auc(int i) => targets[i].Seen.Contains(targets[i].Item) ? 0
            : ranked[i].Where(x => x != targets[i].Item).Average(x => scores[i][x] < scores[i][targets[i].Item] ? 1.0 : 0.0);
        Assert.Equal(Enumerable.Range(0, 120).Average(Auc), summary["auc"], 12);
        Assert.Equal(Enumerable.Range(0, 40).Average(u => Enumerable.Range(u * 3, 3).Average(Auc)), summary["gauc"], 12);
        Assert.Equal(places.Sum(p => p >= 0 ? 1.0 / (p + 1) : 0) / 120, summary["mrr"], 12);
    }

    [Fact]
    public void Lists_are_judged_as_by_their_definitions()
    {
        float[] vectors = [1, 0, 0, 1, 0.6f, 0.8f, 0, 0];
        var lists = new ListMetrics([6, 1, 1, 0], vectors, 2);

        // (6+1) and (1+1) of 12.
        Assert.Equal((-Math.Log2(7 / 12.0) - Math.Log2(2 / 12.0)) / 2, lists.Novelty([0, 1, 2], 2), 12);
        Assert.Equal(1 - ((0 + 0.6 + 0.8) / 3), lists.Diversity([0, 1, 2, 3], 4), 6);
        Assert.Equal(0, lists.Diversity([0, 3], 2));
        Assert.Equal(1, lists.Coverage([[0, 1, 2], [1, 0, 3]], 3), 12);
        Assert.Equal(0.5, lists.Coverage([[0, 1, 2], [1, 0, 3]], 2), 12);
    }

    [Fact]
    public void Every_target_is_in_one_part_by_its_item()
    {
        var targets = Enumerable.Range(0, 5).Select(item => new Target(item, [4], [4], item)).ToList();

        var parts = TargetParts.Of(targets, [false, false, true, false, false], [6, 2, 0, 0, 2]);

        Assert.Equal([0], parts.ByItem["head"]);
        Assert.Equal([1, 4], parts.ByItem["tail"]);
        Assert.Equal([2], parts.ByItem["cold"]);
        Assert.Equal([3], parts.ByItem["unseen"]);
        Assert.Equal(5, parts.ByActivity["1-4"].Count);
    }
}
