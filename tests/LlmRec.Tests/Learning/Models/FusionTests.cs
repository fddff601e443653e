using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Tests.Learning.Models;

public sealed class FusionTests
{
    private const int Items = 60;

    [Fact]
    public void A_member_that_knows_gets_the_weight_and_one_that_guesses_gets_little()
    {
        using var fusion = Train(Knowing(), Guessing());

        var weights = fusion.Explanation.Members;
        Assert.True(weights["knowing"]["4-9 likes, 6+ interactions"] > 4 * weights["guessing"]["4-9 likes, 6+ interactions"]);
        Assert.Equal(11, Ranked(fusion, 8, 9, 10)[0]);
    }

    [Fact]
    public void No_weight_of_a_score_is_negative_so_a_higher_score_never_lowers_an_item()
    {
        // The second member is wrong on purpose: a free weight would be negative.
        using var fusion = Train(Knowing(), new GivenModel("wrong", (h, i) => i == (h[^1] + 1) % Items ? 0 : 1 + (i % 3), Items));

        Assert.All(fusion.Explanation.Members.Values.SelectMany(m => m.Values), w => Assert.True(w >= 0));
        var raised = 0f;
        using var plain = Train(Knowing(), new GivenModel("raised", (h, i) => (((h[^1] * 31) + (i * 17)) % 23 / 23f) + (i == 20 ? raised : 0), Items));
        var before = Toy.Scores(plain, Items, 8, 9, 10)[20];
        raised = 0.2f;
        Assert.True(Toy.Scores(plain, Items, 8, 9, 10)[20] >= before);
    }

    [Fact]
    public void The_gradient_of_the_loss_is_what_finite_differences_say()
    {
        var data = Toy.Data(Items, 80, 2);
        List<FusionMember> members = [new(Knowing(), false), new(Guessing(), true)];
        var lists = CandidateList.Of(members, [.. data.Validation.Select(v => (v, 1.5f))], Items, 20, 2, default);
        var loss = new ListwiseLoss(members, Context.Of(data), lists, 0.3, 2);
        var random = new Random(1);
        var at = new FusionWeights(4).Values.Select(_ => random.NextDouble()).ToArray();
        var gradient = new double[at.Length];
        loss.Of(at, gradient);

        for (var i = 0; i < at.Length; i++)
        {
            double Shifted(double by)
            {
                var shifted = (double[])at.Clone();
                shifted[i] += by;
                return loss.Of(shifted, new double[at.Length]);
            }

            Assert.Equal((Shifted(1e-4) - Shifted(-1e-4)) / 2e-4, gradient[i], 1e-5);
        }
    }

    [Fact]
    public void The_optimiser_finds_the_minimum_under_bounds()
    {
        // (x−3)² + 10(y+2)² + (x−z)², y ≥ 0: x = z = 3, y = 0.
        double[] x = [0, 5, -4];
        ProjectedLbfgs.Minimise(
            (at, gradient) =>
            {
                gradient[0] = (2 * (at[0] - 3)) + (2 * (at[0] - at[2]));
                gradient[1] = 20 * (at[1] + 2);
                gradient[2] = -2 * (at[0] - at[2]);
                return Math.Pow(at[0] - 3, 2) + (10 * Math.Pow(at[1] + 2, 2)) + Math.Pow(at[0] - at[2], 2);
            },
            x,
            [double.NegativeInfinity, 0, double.NegativeInfinity],
            100,
            1e-9,
            default);

        Assert.Equal([3, 0, 3], x.Select(v => Math.Round(v, 6)));
    }

    [Fact]
    public void New_items_gain_by_the_boost_and_the_chosen_one_costs_the_others_no_more_than_allowed()
    {
        // Texts that tell little: without a boost, a new item stands far down among thirty alike.
        var data = Toy.Data(Items, 400, 6) with { Texts = [.. Enumerable.Range(0, Items).Select(i => $"series {(char)('a' + (i / 30))}")] };
        var trainer = new FusionTrainer(
            [.. ModelTrainers.All(Toy.Sessions).Where(t => t.Key is "transitions" or "lexical" or "item-knn").OrderBy(t => t.Key).Select(t => t.Value)],
            new() { CalibrateNewItems = true, ColdShare = 0.2, MostWarmLoss = 0.05 });
        using var fusion = (FusionModel)trainer.Train(data, new(), default);

        var newItems = fusion.Explanation.NewItems!;
        Assert.All(newItems.Curve.Zip(newItems.Curve.Skip(1)), p => Assert.True(p.First.Cold <= p.Second.Cold && p.First.Warm >= p.Second.Warm));
        Assert.True(newItems.Curve[^1].Cold > newItems.Curve[0].Cold);
        Assert.True(newItems.Curve.Single(p => p.Boost == newItems.Chosen).Warm >= 0.95 * newItems.Curve[0].Warm);
    }

    [Fact]
    public void Items_that_nobody_ever_liked_don_t_make_those_made_cold_look_worse()
    {
        var data = Toy.Data(Items, 400, 6) with { Texts = [.. Enumerable.Range(0, Items).Select(i => $"series {(char)('a' + (i / 30))}")] };
        var more = data with { ItemCount = 2 * Items, Texts = [.. data.Texts!, .. data.Texts!] };

        Assert.Equal(Curve(data).Select(p => p.Cold), Curve(more).Select(p => p.Cold));

        static IReadOnlyList<NewItemPoint> Curve(TrainingData data)
        {
            var transitions = ModelTrainers.All(Toy.Sessions)["transitions"];
            using var fusion = (FusionModel)new FusionTrainer([transitions, new GivenModel("alike", (h, i) => i % Items / 30 == h[^1] / 30 ? 1 : 0.1f, data.ItemCount)], new() { CalibrateNewItems = true, ColdShare = 0.2, Pool = 1_000 }).Train(data, new(), default);
            return fusion.Explanation.NewItems!.Curve;
        }
    }

    [Fact]
    public void A_member_that_cannot_be_trained_is_left_out_and_named()
    {
        var data = Toy.Data(Items, 80, 2) with { Texts = null };
        var trainers = ModelTrainers.All(Toy.Sessions);
        using var fusion = (FusionModel)new FusionTrainer([trainers["transitions"], trainers["lexical"]], new()).Train(data, new(), default);

        Assert.Equal(["lexical"], fusion.Explanation.LeftOut.Keys);
        Assert.Equal(["transitions"], fusion.Explanation.Members.Keys);
    }

    [Fact]
    public void Without_validation_events_it_is_refused() =>
        Assert.Contains("validation", Assert.Throws<TrainingException>(() => new FusionTrainer([Knowing()], new()).Train(Toy.Data(Items, 9, 1) with { Validation = [] }, new(), default)).Message, StringComparison.Ordinal);

    private static FusionModel Train(params IModelTrainer[] members) =>
        (FusionModel)new FusionTrainer(members, new()).Train(Toy.Data(Items, 500, 2), new(), default);

    private static int[] Ranked(IScoringModel model, params int[] history)
    {
        var scores = Toy.Scores(model, Items, history);
        return [.. Enumerable.Range(0, Items).Except(history).OrderByDescending(i => scores[i])];
    }

    /// <summary>Knows that what follows is mostly the next number.</summary>
    private static GivenModel Knowing() => new("knowing", (h, i) => i == (h[^1] + 1) % Items ? 3 : 0.5f / (1 + Math.Abs(i - h[^1])), Items);

    private static GivenModel Guessing() => new("guessing", (h, i) => ((h[^1] * 31) + (i * 17)) % 23 / 23f, Items);
}
