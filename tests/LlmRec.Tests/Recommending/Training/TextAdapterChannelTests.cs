using LlmRec.Recommending.Pipeline;
using LlmRec.Storage;
using LlmRec.Tests.Learning;
using LlmRec.Vectors.Spaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LlmRec.Tests.Recommending.Training;

public sealed class TextAdapterChannelTests
{
    private const string Adapter = "text-adapter";

    [Fact]
    public async Task A_visitor_with_a_wish_alone_is_answered_in_the_adapted_space_and_told_why()
    {
        await using var world = await TrainedAsync();

        var found = await world.RecallAsync(Adapter, wish: "axis4");
        var answer = await world.RecommendAsync(new RecommendationRequest { Wish = "axis4" });

        // The second ring lies along the fourth axis, the first along none that the wish names.
        Assert.All(found.Take(8), f => Assert.InRange(int.Parse(f.Id[1..], System.Globalization.CultureInfo.InvariantCulture), TinyData.Items / 2, TinyData.Items - 1));
        Assert.All(found, f => Assert.InRange(f.Score, float.Epsilon, 1));
        Assert.False(answer.Degraded);
        Assert.Contains(answer.Items, i => i.Channels.Contains(Adapter) && i.Reasons.Any(r => r.Kind == "meaning"));
        Assert.Empty(await world.RecallAsync(Adapter));
    }

    [Fact]
    public async Task A_wish_and_likes_speak_together()
    {
        await using var world = await TrainedAsync();
        await world.OrderedLikesAsync("newcomer", TrainingWorld.Item(3), TrainingWorld.Item(4));

        var (likes, both) = (await world.RecallAsync(Adapter, "newcomer"), await world.RecallAsync(Adapter, "newcomer", wish: "axis4"));

        int Best(IReadOnlyList<(string Id, float Score)> found) => found.ToList().FindIndex(f => f.Id == TrainingWorld.Item(15));
        Assert.NotEqual(likes, both);
        Assert.True(Best(both) < Best(likes), "a wish for the other ring did not bring it nearer");
    }

    [Fact]
    public async Task Wishes_and_late_items_are_centred_by_what_the_model_was_trained_with_whatever_the_space_does_since()
    {
        await using var world = await TrainedAsync();
        var before = await world.RecallAsync(Adapter, wish: "axis1");
        var space = await world.Get<VectorSpaces>().GetAsync(world.Get<SpaceDefinition>());
        var shifted = new float[World.Dimension];
        Array.Fill(shifted, 0.5f);

        await world.Get<Store>().WriteAsync(session => VectorSpaces.SetMeansAsync(session, space, shifted, shifted, 100));
        Assert.Equal(before, await world.RecallAsync(Adapter, wish: "axis1"));

        await world.ItemsAsync("late");
        await world.VectorAsync("late", TrainingWorld.VectorOf(5));
        TrainingWorld.Later(world);
        await world.OrderedLikesAsync("newcomer", TrainingWorld.Item(3), TrainingWorld.Item(4));
        var found = await world.RecallAsync(Adapter, "newcomer");
        Assert.Equal(found.Single(f => f.Id == TrainingWorld.Item(5)).Score, found.Single(f => f.Id == "late").Score, 3);
    }

    [Fact]
    public async Task A_model_over_another_encoder_hears_no_wish_but_goes_on_by_likes()
    {
        await using var world = await TrainedAsync();
        await using var other = await World.OpenAsync(world, TrainingWorld.Quick, services => services.Replace(ServiceDescriptor.Singleton(new SpaceDefinition("by-hand", "2", World.Dimension))));

        Assert.Empty(await other.RecallAsync(Adapter, wish: "axis4"));
        Assert.NotEmpty(await other.RecallAsync(Adapter, "u1", wish: "axis4"));
    }

    [Fact]
    public async Task Without_vectors_it_says_to_embed_the_items()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);
        await world.ItemsAsync("a", "b");
        await world.OrderedLikesAsync("ana", "a", "b");

        Assert.Contains("embed the items first", (await TrainingWorld.TrainAsync(world, Adapter)).Error, StringComparison.Ordinal);
    }

    private static async Task<World> TrainedAsync()
    {
        var world = await TrainingWorld.OpenAsync();
        Assert.True(TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, Adapter)).Models.Single().Promoted);
        return world;
    }
}
