using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Trained;
using LlmRec.Tests.Learning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Recommending.Training;

public sealed class FusionRankerTests
{
    private static readonly Dictionary<string, string?> Fusion = new() { ["LlmRec:Pipeline:Ranker"] = "fusion" };

    [Fact]
    public async Task Before_a_fusion_is_promoted_answers_are_those_of_the_weighted_ranker()
    {
        await using var fused = await TrainingWorld.OpenAsync(Fusion);
        await using var weighted = await World.OpenAsync(fused, TrainingWorld.Quick);

        var (answer, plain) = (await fused.RecommendAsync("u1"), await weighted.RecommendAsync("u1"));

        Assert.NotEmpty(plain.Items);
        Assert.Equal(plain.Items.Select(i => (i.Id, i.Score)), answer.Items.Select(i => (i.Id, i.Score)));
    }

    [Fact]
    public async Task A_promoted_fusion_ranks_by_what_it_learned_with_reasons_that_add_up()
    {
        await using var world = await TrainingWorld.OpenAsync(Fusion);
        await using var weighted = await World.OpenAsync(world, TrainingWorld.Quick);

        var outcomes = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "fusion")).Models;

        Assert.Equal(["ease", "sequence", "fusion"], outcomes.Select(o => o.Model));
        Assert.True(outcomes[2].Promoted, outcomes[2].Verdict);
        await world.OrderedLikesAsync("newcomer", TrainingWorld.Item(2), TrainingWorld.Item(3), TrainingWorld.Item(4));
        var answer = await world.RecommendAsync("newcomer");
        Assert.Equal(outcomes[2].Version, world.Get<TrainedModels>().Serving["fusion"].Version);
        Assert.False(answer.Degraded);
        Assert.Equal(TrainingWorld.Item(TinyData.After(4)), answer.Items[0].Id);
        Assert.All(answer.Items, i => Assert.InRange(i.Score, 0, 1));
        Assert.All(answer.Items, i => Assert.NotEmpty(i.Channels));
        Assert.NotEqual((await weighted.RecommendAsync("newcomer")).Items.Select(i => i.Score), answer.Items.Select(i => i.Score));
    }

    [Fact]
    public async Task What_no_fusion_was_learned_for_is_ranked_as_weighted_does()
    {
        await using var world = await TrainingWorld.OpenAsync(Fusion);
        await using var weighted = await World.OpenAsync(world, TrainingWorld.Quick);
        TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "fusion"));

        foreach (var request in new RecommendationRequest[] { new() { Wish = "title" }, new() { UserId = "nobody" } })
        {
            var (answer, plain) = (await world.RecommendAsync(request), await weighted.RecommendAsync(request));
            Assert.NotEmpty(plain.Items);
            Assert.Equal(plain.Items.Select(i => (i.Id, i.Score)), answer.Items.Select(i => (i.Id, i.Score)));
        }
    }

    [Fact]
    public async Task What_favouring_new_items_does_is_learned_where_asked_for_told_and_kept_with_the_fusion()
    {
        await using var world = await TrainingWorld.OpenAsync(new Dictionary<string, string?>(Fusion) { ["LlmRec:Training:CalibrateNewItems"] = "true" });

        var result = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease", "fusion"));

        var newItems = result.NewItemBoost!;
        Assert.True(newItems.Curve.Count > 2);
        Assert.Contains(newItems.Curve, p => p.Boost == newItems.Chosen);
        await world.RecommendAsync("u1");
        Assert.Equal(newItems.Chosen, world.Get<TrainedModels>().Fusion!.Learned.NewItemBoost);
        var kept = (await world.Get<TrainedCatalogue>().ListAsync()).Single(v => v.Name == "fusion").NewItemBoost!;
        Assert.Equal(newItems.Chosen, kept.Chosen);
        Assert.Equal(newItems.Curve, kept.Curve);
    }

    [Fact]
    public async Task Favouring_new_items_lifts_them_and_a_boost_that_nothing_would_use_is_refused()
    {
        await using var world = await TrainingWorld.OpenAsync(Fusion);
        await using var boosted = await World.OpenAsync(world, TrainingWorld.With(new Dictionary<string, string?>(Fusion) { ["LlmRec:Pipeline:NewItemBoost"] = "20" }));
        TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "fusion"));
        await world.ItemsAsync("late");
        await world.VectorAsync("late", TrainingWorld.VectorOf(5));

        int PlaceOf(RecommendationList list) => list.Items.Select(i => i.Id).TakeWhile(id => id != "late").Count();
        var (lifted, usual) = (await boosted.RecommendAsync("u1", limit: 20), await world.RecommendAsync("u1", limit: 20));
        Assert.Contains(lifted.Items, i => i.Id == "late");
        Assert.True(PlaceOf(lifted) < PlaceOf(usual), $"{PlaceOf(lifted)} with the boost, {PlaceOf(usual)} without");

        await using var pointless = World.Services(world.StorePath, new Dictionary<string, string?> { ["LlmRec:Pipeline:NewItemBoost"] = "1" }).BuildServiceProvider();
        var fault = Assert.Throws<OptionsValidationException>(() => pointless.GetRequiredService<IOptions<PipelineOptions>>().Value);
        Assert.Contains("Pipeline:Ranker is weighted", fault.Message, StringComparison.Ordinal);
    }
}
