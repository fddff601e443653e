using LlmRec.Learning.Models.Linear;

namespace LlmRec.Tests.Learning.Models;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Without_features_it_learns_how_often_the_label_holds()
    {
        var model = LogisticRegression.Train([[], [], [], []], [true, true, true, false], 0, 1, default);

        Assert.Equal(0.75, model.Probability([]), 4);
    }

    [Fact]
    public void The_minimum_is_where_the_penalty_and_the_slope_of_the_loss_are_equal()
    {
        // One feature, once with and once without the label's support: w solves λw = 2·σ(−w) with the bias at 0.
        Feature[][] rows = [[new(0)], [new(0, -1)]];

        var model = LogisticRegression.Train(rows, [true, false], 1, 0.5, default);

        var w = model.WeightOf(0);
        Assert.Equal(0.5 * w, 2 / (1 + Math.Exp(w)), 3);
        Assert.Equal(0.5, model.Probability([]), 3);
    }

    [Fact]
    public void What_tells_labels_apart_is_weighted_and_what_does_not_is_not()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 400).Select(i => new[] { new Feature(i % 2), new Feature(2 + random.Next(10)) }).ToList();

        var model = LogisticRegression.Train(rows, [.. rows.Select(r => r[0].Index == 0)], 12, 1, default);

        Assert.True(model.WeightOf(0) > 2 && model.WeightOf(1) < -2);
        Assert.All(Enumerable.Range(2, 10), k => Assert.InRange(model.WeightOf(k), -1, 1));
        Assert.All(rows, r => Assert.Equal(r[0].Index == 0, model.Probability(r) > 0.5));
    }

    [Fact]
    public void Without_a_penalty_and_with_labels_that_can_be_told_apart_it_ends_all_the_same() =>
        Assert.True(LogisticRegression.Train([[new(0, 1_000)], [new(0, -1_000)]], [true, false], 1, 0, default).Probability([new(0, 1_000)]) > 0.99);

    [Fact]
    public void Rows_without_labels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LogisticRegression.Train([], [], 0, 1, default));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Train([[]], [true, false], 0, 1, default));
    }
}
