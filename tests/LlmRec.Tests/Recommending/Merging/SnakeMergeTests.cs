using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Merging;

namespace LlmRec.Tests.Recommending.Merging;

public sealed class SnakeMergeTests
{
    [Fact]
    public void Candidates_are_drawn_there_and_back()
    {
        var merged = SnakeMerge.Merge([("a", List(1, 2, 3)), ("b", List(4, 5, 6)), ("c", List(7, 8, 9))], 100);

        Assert.Equal([1, 4, 7, 8, 5, 2, 3, 6, 9], merged.Select(m => m.Item));
    }

    [Fact]
    public void A_channel_whose_next_candidate_is_taken_already_draws_the_one_after_it()
    {
        var merged = SnakeMerge.Merge([("a", List(1, 2)), ("b", List(1, 2, 3))], 100);

        Assert.Equal([1, 2, 3], merged.Select(m => m.Item));
    }

    [Fact]
    public void Every_channel_that_found_a_candidate_is_named_with_its_score_relative_to_its_best()
    {
        var merged = SnakeMerge.Merge([("a", [new(1, 8), new(2, 4)]), ("b", [new(2, 0.5f), new(3, 0.1f)])], 100);

        var second = merged.Single(m => m.Item == 2);
        Assert.Equal(0.5f, second.Scores["a"]);
        Assert.Equal(1f, second.Scores["b"]);
        Assert.Equal(["a"], merged.Single(m => m.Item == 1).Scores.Keys);
    }

    [Fact]
    public void The_limit_holds_and_channels_that_found_nothing_are_no_hindrance()
    {
        Assert.Equal([1, 2, 3], SnakeMerge.Merge([("none", []), ("a", List(1, 2, 3, 4)), ("nothing", [])], 3).Select(m => m.Item));
        Assert.Empty(SnakeMerge.Merge([("none", [])], 3));
        Assert.Empty(SnakeMerge.Merge([], 3));
    }

    [Fact]
    public void What_many_channels_found_beyond_the_limit_is_still_attributed_to_all_of_them()
    {
        var merged = SnakeMerge.Merge([("a", List(1, 2)), ("b", List(3, 1))], 1);

        Assert.Equal(["a", "b"], Assert.Single(merged).Scores.Keys.Order(StringComparer.Ordinal));
    }

    private static Candidate[] List(params int[] items) => [.. items.Select((item, i) => new Candidate(item, 1f / (i + 1)))];
}
