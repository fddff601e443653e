using LlmRec.Learning.Models;

namespace LlmRec.Tests.Learning.Models;

public sealed class SequenceTrainerTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(10)]
    public void It_learns_what_follows_with_the_full_and_with_the_sampled_softmax(int fullSoftmaxItems)
    {
        using var model = Tiny.Train(TinyData.Rings(), new() { FullSoftmaxItems = fullSoftmaxItems, Negatives = 16, Rounds = 8 });

        var right = Enumerable.Range(0, TinyData.Items).Count(item => Best(model, [item, TinyData.After(item)]) == TinyData.After(TinyData.After(item)));

        Assert.InRange(right, TinyData.Items - 2, TinyData.Items);
    }

    [Fact]
    public void A_history_scores_the_same_alone_as_in_a_batch_but_for_rounding()
    {
        using var model = Tiny.Train(TinyData.Rings(), new() { Rounds = 1 });
        int[][] histories = [.. Enumerable.Range(0, 40).Select(i => new[] { i % TinyData.Items, 3, (i * 7) % TinyData.Items })];
        var scores = new float[histories.Length * TinyData.Items];

        model.Score([.. histories.Select(h => (ReadOnlyMemory<int>)h)], scores, default);

        for (var i = 0; i < histories.Length; i++)
        {
            Assert.All(Tiny.Scores(model, histories[i]).Zip(scores.AsSpan(i * TinyData.Items, TinyData.Items).ToArray()), p => Assert.Equal(p.First, p.Second, 4));
        }
    }

    [Fact]
    public void A_long_history_counts_by_its_latest_events()
    {
        using var model = Tiny.Train(TinyData.Rings(), new() { Rounds = 1 });
        int[] latest = [.. Enumerable.Range(0, 16).Select(i => i % TinyData.Items)];

        Assert.Equal(Tiny.Scores(model, latest), Tiny.Scores(model, [9, 9, 9, .. latest]));
    }

    [Fact]
    public void An_item_that_nobody_liked_is_scored_by_its_text()
    {
        // Item 5 is never seen, and has the text of item 6.
        var data = TinyData.Rings();
        var texts = (float[])data.TextVectors!.Clone();
        texts.AsSpan(6 * TinyData.TextWidth, TinyData.TextWidth).CopyTo(texts.AsSpan(5 * TinyData.TextWidth));
        data = data with
        {
            Histories = [.. data.Histories.Select(h => h.Where(i => i != 5).ToArray())],
            Validation = [.. data.Validation.Where(v => v.Target != 5 && !v.History.Contains(5))],
            TextVectors = texts,
        };
        using var model = Tiny.Train(data, new() { Rounds = 6 });

        var scores = Tiny.Scores(model, [2, 3, 4]);

        Assert.Equal(6, Array.IndexOf(scores, scores.Max()));
        Assert.True(scores[5] > scores.Order().ElementAt(TinyData.Items * 3 / 4), $"{scores[5]} is not among the best quarter");
    }

    private static int Best(IScoringModel model, int[] history)
    {
        var scores = Tiny.Scores(model, history);
        return Array.IndexOf(scores, scores.Max());
    }
}
