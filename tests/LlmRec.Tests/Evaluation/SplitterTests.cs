using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Protocols;

namespace LlmRec.Tests.Evaluation;

public sealed class SplitterTests
{
    [Fact]
    public void Leave_one_out_tests_the_last_like_and_validates_on_the_one_before()
    {
        var split = Cut("leave-one-out", Set([Like(0, 0), Like(1, 1), new(2, 2, false), Like(3, 3), Like(4, 4)], [Like(0, 0), Like(1, 1)]));

        Assert.Equal([[0, 1], [0, 1]], split.Histories);
        var validation = Assert.Single(split.Validation);
        Assert.Equal(3, validation.Item);
        Assert.Equal([0, 1], validation.History);
        Assert.Equal([0, 1, 2], validation.Seen);
        var test = Assert.Single(split.Test);
        Assert.Equal(4, test.Item);
        Assert.Equal([0, 1, 3], test.History);
        Assert.Equal([0, 1, 2, 3], test.Seen);
    }

    [Fact]
    public void Temporal_trains_before_the_cut_and_hands_later_events_to_the_history_only()
    {
        // One user over all the time: 80 training, 10 validation and 10 test events.
        var split = Cut("temporal", Set([.. Enumerable.Range(0, 100).Select(i => Like(i, 1_000_000_000 + i))]) with { Time = TimeKind.Real });

        Assert.Equal(Enumerable.Range(0, 80), split.Histories[0]);
        Assert.Equal(Enumerable.Range(80, 10), split.Validation.Select(t => t.Item));
        Assert.Equal(Enumerable.Range(90, 10), split.Test.Select(t => t.Item));
        Assert.Equal(Enumerable.Range(0, 95), split.Test[5].History);
    }

    [Fact]
    public void Temporal_counts_a_new_user_from_the_sixth_like_on_and_at_most_twenty_targets()
    {
        LoggedEvent[] old = [.. Enumerable.Range(0, 1_600).Select(i => Like(i, 1_000_000_000 + i))];
        LoggedEvent[] late = [.. Enumerable.Range(0, 40).Select(i => Like(i, 1_000_002_000 + i))];
        var split = Cut("temporal", Set(old, late, late) with { Time = TimeKind.Real });

        var of = split.Test.GroupBy(t => t.User).ToDictionary(g => g.Key, g => g.Select(t => t.Item).ToList());
        Assert.Equal(Enumerable.Range(5, 20), of[1]);
        Assert.Empty(split.Histories[1]);
    }

    [Fact]
    public void An_event_of_the_same_time_is_not_before_a_target()
    {
        LoggedEvent[] log = [.. Enumerable.Range(0, 20).Select(i => Like(i, 1_000_000_000 + (i / 2)))];
        var split = Cut("temporal", Set(log) with { Time = TimeKind.Real });

        Assert.Equal([18, 19], split.Test.Select(t => t.Item));
        Assert.All(split.Test, t => Assert.Equal(Enumerable.Range(0, 18), t.History));
    }

    [Fact]
    public void Temporal_refuses_order_indexes_and_events_of_one_time()
    {
        Assert.Contains("leave-one-out", Assert.Throws<EvaluationException>(() => Cut("temporal", Set([Like(0, 0), Like(1, 1)]))).Message, StringComparison.Ordinal);
        var at = Set([.. Enumerable.Range(0, 50).Select(i => Like(i, 1_000_000_000))]) with { Time = TimeKind.Real };
        Assert.Contains("too few times", Assert.Throws<EvaluationException>(() => Cut("temporal", at)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Splits_follow_the_file_and_take_every_earlier_event_as_history()
    {
        var split = Cut("splits", Set([Like(0, 0), new(1, 1, true, SplitMark.Validation), new(2, 2, true, SplitMark.Test), new(3, 3, true, SplitMark.Test)]) with { HasSplits = true });

        Assert.Equal([[0]], split.Histories);
        Assert.Equal([0, 1], split.Test[0].History);
        Assert.Equal([0, 1, 2], split.Test[1].History);
        Assert.Throws<EvaluationException>(() => Cut("splits", Set([Like(0, 0)])));
    }

    [Fact]
    public void A_target_without_any_history_is_counted_and_not_scored()
    {
        var split = Cut("splits", Set([new(1, 0, true, SplitMark.Test), new(2, 1, true, SplitMark.Test)], [Like(0, 0)]) with { HasSplits = true });

        Assert.Equal(1, split.TestWithoutHistory);
        Assert.Single(split.Test);
    }

    [Fact]
    public void Cold_items_lose_everything_but_their_test_interactions()
    {
        LoggedEvent[][] logs = [.. SyntheticFolder.Logs().Select(l => l.Select((item, i) => Like(item, i)).ToArray())];
        var plain = Cut("leave-one-out", Set(logs));
        var split = Splitter.Cut(Set(logs), ProtocolRule.All["leave-one-out"], 0.2, 7);

        var cold = Enumerable.Range(0, split.IsCold.Length).Where(i => split.IsCold[i]).ToHashSet();
        Assert.InRange(cold.Count, 15, 19);
        Assert.DoesNotContain(split.Histories, h => h.Any(cold.Contains));
        Assert.DoesNotContain(split.Validation, t => cold.Contains(t.Item) || t.History.Any(cold.Contains));
        Assert.DoesNotContain(split.Test, t => t.History.Any(cold.Contains));
        Assert.Equal(plain.Test.Count(t => cold.Contains(t.Item)), split.Test.Count(t => cold.Contains(t.Item)));
        Assert.Equal(split.IsCold, Splitter.Cut(Set(logs), ProtocolRule.All["leave-one-out"], 0.2, 7).IsCold);
    }

    private static LoggedEvent Like(int item, double time) => new(item, time, true);

    private static Split Cut(string protocol, Dataset dataset) => Splitter.Cut(dataset, ProtocolRule.All[protocol], 0, 1);

    private static Dataset Set(params LoggedEvent[][] logs) => new()
    {
        Name = "set",
        Items = [.. Enumerable.Range(0, logs.Max(l => l.Max(e => e.Item)) + 1).Select(i => new Item { Id = $"{i}", Title = $"{i}" })],
        Logs = logs,
        Time = TimeKind.OrderIndex,
    };
}
