using LlmRec.Catalog.Interactions;
using LlmRec.Learning.Models.Saved;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Trained;
using LlmRec.Recommending.Training;
using LlmRec.Storage.Jobs;
using LlmRec.Tests.Learning;

namespace LlmRec.Tests.Recommending.Training;

public sealed class TrainingTests
{
    [Theory]
    [InlineData("ease")]
    [InlineData("sequence")]
    [InlineData("masked")]
    [InlineData("two-tower")]
    [InlineData("text-adapter")]
    public async Task What_was_trained_is_promoted_and_serves_under_its_name(string model)
    {
        await using var world = await TrainingWorld.OpenAsync();

        var outcome = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, model)).Models.Single();

        Assert.True(outcome.Promoted, outcome.Verdict);
        Assert.True(outcome.Ndcg > outcome.NdcgPopular, $"{outcome}");
        var found = await world.RecallAsync(model, "u1", limit: 5);
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.InRange(f.Score, float.Epsilon, float.MaxValue));
        var answer = await world.RecommendAsync("u1");
        Assert.False(answer.Degraded);
        Assert.Contains(answer.Items, i => i.Channels.Contains(model));
    }

    [Fact]
    public async Task Before_anything_is_promoted_answers_are_to_the_bit_what_they_are_without_the_trained_channels()
    {
        await using var world = await TrainingWorld.OpenAsync();
        await using var without = await World.OpenAsync(
            world, new Dictionary<string, string?>(ChannelNames.All.Except(ChannelNames.Trained).Select((c, i) => KeyValuePair.Create($"LlmRec:Pipeline:Channels:{i}", (string?)c))));

        var (answer, plain) = (await world.RecommendAsync("u1"), await without.RecommendAsync("u1"));

        Assert.Equal(plain.Items.Select(i => (i.Id, i.Score, string.Join(',', i.Channels))), answer.Items.Select(i => (i.Id, i.Score, string.Join(',', i.Channels))));
        Assert.All(ChannelNames.Trained, c => Assert.DoesNotContain(answer.Items, i => i.Channels.Contains(c)));
    }

    [Fact]
    public async Task A_like_of_a_moment_ago_counts_at_once_and_so_does_what_a_visitor_names()
    {
        await using var world = await TrainingWorld.OpenAsync();
        TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "sequence"));
        await world.OrderedLikesAsync("newcomer", TrainingWorld.Item(3), TrainingWorld.Item(4));
        Assert.Equal(TrainingWorld.Item(TinyData.After(4)), (await world.RecallAsync("sequence", "newcomer"))[0].Id);

        await world.DoAsync(new Interaction { UserId = "newcomer", ItemId = TrainingWorld.Item(15), Type = "like" });

        Assert.Equal(TrainingWorld.Item(TinyData.After(15)), (await world.RecallAsync("sequence", "newcomer"))[0].Id);
        var visitor = await world.RecommendAsync(new RecommendationRequest { Likes = [TrainingWorld.Item(7)], Limit = 3 });
        Assert.Contains(visitor.Items, i => i.Id == TrainingWorld.Item(TinyData.After(7)) && i.Channels.Contains("sequence"));
    }

    [Fact]
    public async Task An_item_added_after_the_training_is_found_by_its_text_where_the_model_can_and_else_not_at_all()
    {
        await using var world = await TrainingWorld.OpenAsync();
        TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease", "sequence"));
        await world.RecommendAsync("u1");

        await world.ItemsAsync("late");
        await world.VectorAsync("late", TrainingWorld.VectorOf(5));
        TrainingWorld.Later(world);

        await world.OrderedLikesAsync("newcomer", TrainingWorld.Item(3), TrainingWorld.Item(4));
        Assert.Contains(await world.RecallAsync("sequence", "newcomer"), f => f.Id == "late");
        Assert.DoesNotContain(await world.RecallAsync("ease", "newcomer"), f => f.Id == "late");
        Assert.Equal(TinyData.Items, world.Get<TrainedModels>().Serving["sequence"].Items);
    }

    [Fact]
    public async Task A_training_beside_another_is_refused_by_name()
    {
        await using var world = await TrainingWorld.OpenAsync();
        var first = await world.Get<TrainingService>().QueueAsync(new());

        var conflict = await Assert.ThrowsAsync<JobConflictException>(() => world.Get<TrainingService>().QueueAsync(new(["ease"])));

        Assert.Contains("training", conflict.Message, StringComparison.Ordinal);
        Assert.Contains(first.Id, conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_worse_than_the_one_in_use_stays_out_of_use_and_both_figures_are_said()
    {
        await using var world = await TrainingWorld.OpenAsync();
        var good = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "sequence")).Models.Single();
        await using var poor = await World.OpenAsync(world, TrainingWorld.With(new Dictionary<string, string?>
        {
            ["LlmRec:Training:Sequence:LearningRate"] = "0.000001",
            ["LlmRec:Training:Sequence:Rounds"] = "1",
        }));

        var outcome = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(poor, "sequence")).Models.Single();

        Assert.False(outcome.Promoted);
        Assert.Contains("worse", outcome.Verdict, StringComparison.Ordinal);
        Assert.Equal((good.Version, good.Ndcg), (outcome.Versus, outcome.NdcgInUse));
        Assert.True(outcome.Ndcg < outcome.NdcgInUse);
        Assert.Equal(good.Version, (await world.Get<Promotions>().AllAsync())["sequence"].First().Version);
    }

    [Fact]
    public async Task A_first_model_that_falls_behind_plain_popularity_is_not_promoted_and_the_verdict_says_so()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.With(new Dictionary<string, string?>
        {
            ["LlmRec:Training:Sequence:LearningRate"] = "0.000001",
            ["LlmRec:Training:Sequence:Rounds"] = "1",
        }));
        await world.ItemsAsync([.. Enumerable.Range(0, TinyData.Items).Select(TrainingWorld.Item)]);
        for (var user = 0; user < 40; user++)
        {
            // Half of them like the hit early, the other half last: it is what is held out of these.
            string[] others = [.. Enumerable.Range(user, 3).Select(i => TrainingWorld.Item(1 + (i * 7 % (TinyData.Items - 1))))];
            await world.OrderedLikesAsync($"u{user}", user % 2 == 0 ? [others[0], TrainingWorld.Item(0), others[1], others[2]] : [.. others, TrainingWorld.Item(0)]);
        }

        var outcome = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "sequence")).Models.Single();

        Assert.False(outcome.Promoted);
        Assert.Contains("worse than plain popularity", outcome.Verdict, StringComparison.Ordinal);
        Assert.True(outcome.Ndcg < outcome.NdcgPopular - outcome.StandardError, $"{outcome}");
        Assert.Empty(await world.Get<Promotions>().AllAsync());
    }

    [Fact]
    public async Task A_model_is_compared_on_likes_that_neither_was_trained_on()
    {
        await using var world = await TrainingWorld.OpenAsync();
        var first = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease")).Models.Single();
        await TrainingWorld.WalkAsync(world, users: 20, from: 60);
        // An earlier like comes in late: it makes the last like of some users one that the first model was trained on.
        await world.Get<LlmRec.Storage.Store>().WriteAsync(s => s.ExecuteAsync(
            "DELETE FROM interactions WHERE (user_key, timestamp) IN (SELECT user_key, MAX(timestamp) FROM interactions WHERE user_key <= 30 GROUP BY user_key)"));

        var second = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease")).Models.Single();

        var all = await world.Get<SnapshotReader>().ReadAsync(1, default);
        var old = ModelFolder.Open(world.Get<TrainedFolder>().Of("ease", first.Version));
        var heldOutThen = SnapshotFile.Values<long>(old.Arrays()[ModelComparison.HeldOut]).ToHashSet();
        var until = long.Parse(old.Manifest.Facts[ModelComparison.Interactions], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(all.Compared.Count(l => l.Seq > until || heldOutThen.Contains(l.Mark)), second.Events);
        Assert.InRange(second.Events, 1, all.Compared.Count - 1);
    }

    [Fact]
    public async Task Nothing_is_promoted_that_was_asked_not_to_be()
    {
        await using var world = await TrainingWorld.OpenAsync();
        await world.Get<TrainingService>().QueueAsync(new(["ease"], Promote: false));

        var outcome = TrainingWorld.ResultOf((await world.Get<JobRunner>().RunNextAsync(default))!).Models.Single();

        Assert.False(outcome.Promoted);
        Assert.Empty(await world.Get<Promotions>().AllAsync());
        Assert.Contains(await world.Get<TrainedCatalogue>().ListAsync(), v => v.Name == "ease" && v is { InUse: false, Ok: true });
        Assert.Empty(await world.RecallAsync("ease", "u1"));
    }

    [Theory]
    [InlineData("popular", "needs no training")]
    [InlineData("text", "needs no training")]
    [InlineData("sequense", "There is no model 'sequense'")]
    public async Task A_model_that_is_not_trained_is_refused_with_those_that_are(string model, string reason)
    {
        await using var world = await World.OpenAsync();

        var fault = await Assert.ThrowsAsync<ArgumentException>(() => world.Get<TrainingService>().QueueAsync(new([model])));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains("sequence", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_versions_are_kept_as_configured_and_no_work_is_left()
    {
        await using var world = await TrainingWorld.OpenAsync(new Dictionary<string, string?> { ["LlmRec:Training:KeepVersions"] = "2" });
        var versions = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            versions.Add(TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease")).Models.Single().Version);
        }

        Assert.Equal(versions[2..].Reverse<string>(), world.Get<TrainedFolder>().Versions("ease"));
        Assert.Equal(versions[2..].Reverse<string>(), (await world.Get<Promotions>().AllAsync())["ease"].Select(p => p.Version));
        Assert.False(Directory.Exists(world.Get<TrainedFolder>().Work));
    }
}
