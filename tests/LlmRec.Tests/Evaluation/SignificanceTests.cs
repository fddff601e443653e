using LlmRec.Evaluation.Significance;

namespace LlmRec.Tests.Evaluation;

public sealed class SignificanceTests
{
    [Fact]
    public void Equal_models_do_not_differ_and_a_clear_winner_does()
    {
        var random = new Random(1);
        var a = Sums(_ => random.NextDouble());
        var shifted = new UserSums([.. a.Sums.Select(s => s + 0.1 + (0.2 * random.NextDouble()))], a.Counts);

        Assert.Equal(1, PairedTest.P(a, a, 1));
        Assert.Equal(1 / 2_000.0, PairedTest.P(a, shifted, 1), 9);
    }

    [Fact]
    public void The_test_rejects_models_that_do_not_differ_about_as_often_as_its_level_says()
    {
        var random = new Random(2);
        var rejected = Enumerable.Range(0, 200).Count(seed => PairedTest.P(Sums(_ => random.NextDouble(), 60), Sums(_ => random.NextDouble(), 60), seed) < 0.05);

        Assert.InRange(rejected, 2, 22);
    }

    [Fact]
    public void The_interval_of_a_share_is_that_of_the_normal_approximation()
    {
        var half = Sums(i => i % 2, 1_000);

        var (low, high) = Bootstrap.Intervals([half], 1)[0];

        Assert.Equal(0.5 - (1.96 * 0.5 / Math.Sqrt(1_000)), low, 0.005);
        Assert.Equal(0.5 + (1.96 * 0.5 / Math.Sqrt(1_000)), high, 0.005);
    }

    private static UserSums Sums(Func<int, double> value, int users = 300) => new([.. Enumerable.Range(0, users).Select(value)], [.. Enumerable.Repeat(1, users)]);
}
