using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Recommending.Trained;
using LlmRec.Recommending.Training;
using LlmRec.Storage.Jobs;
using LlmRec.Tests.Learning;

namespace LlmRec.Tests.Recommending.Training;

/// <summary>Stores that there is little or nothing to learn from: a clear error, or a model that serves.</summary>
public sealed class BadDataTests
{
    [Fact]
    public async Task Without_items_a_training_says_to_import_a_catalogue()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);

        await FailsAsync(world, "import a catalogue first");
    }

    [Fact]
    public async Task Without_interactions_a_training_says_to_import_some()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);
        await world.ItemsAsync("a", "b");

        await FailsAsync(world, "import interactions first");
    }

    [Fact]
    public async Task With_dislikes_only_a_training_says_that_nothing_is_liked()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);
        await world.ItemsAsync("a", "b");
        await world.DoAsync("ana", "a", "dislike");

        await FailsAsync(world, "no liked item");
    }

    [Fact]
    public async Task Of_users_with_one_like_each_a_sequence_model_says_what_to_use_instead()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);
        await world.ItemsAsync("a", "b");
        await world.DoAsync("ana", "a", "like");
        await world.DoAsync("ben", "b", "like");

        await FailsAsync(world, "No user has two liked items", "sequence");
    }

    [Fact]
    public async Task Of_one_user_a_model_is_made_that_serves()
    {
        await using var world = await TrainingWorld.OpenAsync(users: 1);

        await ServesAsync(world, "u0");
    }

    [Fact]
    public async Task Of_one_item_a_model_is_made_and_nothing_is_recommended_twice()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);
        await world.ItemsAsync("a");
        await world.DoAsync("ana", "a", "like");
        await world.DoAsync("ben", "a", "like");

        TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease"));

        Assert.Empty((await world.RecommendAsync("ana")).Items);
    }

    [Fact]
    public async Task Users_who_are_all_alike_make_a_model_that_serves()
    {
        await using var world = await TrainingWorld.OpenAsync(users: 0);
        for (var user = 0; user < 20; user++)
        {
            await world.OrderedLikesAsync($"u{user}", [.. Enumerable.Range(0, 5).Select(TrainingWorld.Item)]);
        }

        await ServesAsync(world, "u3");
    }

    [Fact]
    public async Task Items_without_vectors_make_a_model_that_serves()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);
        await world.ItemsAsync([.. Enumerable.Range(0, TinyData.Items).Select(TrainingWorld.Item)]);
        await TrainingWorld.WalkAsync(world, 40);

        await ServesAsync(world, "u3");
    }

    [Fact]
    public async Task Likes_that_are_all_of_one_moment_make_a_model_that_serves()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);
        await world.ItemsAsync([.. Enumerable.Range(0, 12).Select(TrainingWorld.Item)]);
        for (var user = 0; user < 10; user++)
        {
            foreach (var item in Enumerable.Range(user, 5))
            {
                await world.DoAsync($"u{user}", TrainingWorld.Item(item % 12), "like");
            }
        }

        await ServesAsync(world, "u3");
    }

    [Fact]
    public async Task The_same_likes_over_and_over_make_a_model_that_serves()
    {
        await using var world = await World.OpenAsync(settings: TrainingWorld.Quick);
        await world.ItemsAsync([.. Enumerable.Range(0, 6).Select(TrainingWorld.Item)]);
        for (var user = 0; user < 10; user++)
        {
            await world.OrderedLikesAsync($"u{user}", [.. Enumerable.Range(0, 20).Select(i => TrainingWorld.Item((user + (i % 4)) % 6))]);
        }

        await ServesAsync(world, "u3");
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("of another training")]
    public async Task A_checkpoint_that_cannot_be_gone_on_from_is_left_and_the_training_begins_anew(string fault)
    {
        await using var world = await TrainingWorld.OpenAsync();
        var place = Path.Combine(world.Get<TrainedFolder>().Work, "sequence");
        // Beside the snapshot of the very training: without that a checkpoint is not even looked at.
        var queued = await world.Get<TrainingService>().QueueAsync(new(["sequence"]));
        await world.Get<TrainingWork>().SnapshotAsync(queued.Id, default);
        Directory.CreateDirectory(place);
        Checkpoint.Write(place, new() { Fingerprint = "another catalogue" }, []);
        if (fault == "damaged")
        {
            await File.WriteAllBytesAsync(Path.Combine(place, Checkpoint.FileName), [1, 2, 3]);
        }

        Assert.True(TrainingWorld.ResultOf((await world.Get<JobRunner>().RunNextAsync(default))!).Models.Single().Promoted);
    }

    [Fact]
    public async Task More_items_than_ease_is_set_to_take_on_are_refused_with_what_to_use_instead()
    {
        await using var world = await TrainingWorld.OpenAsync(new Dictionary<string, string?> { ["LlmRec:Training:Ease:MostItems"] = "10" });

        await FailsAsync(world, "item-knn", "ease");
        var both = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world, "ease", "sequence"));
        Assert.Equal([("sequence", true), ("ease", false)], both.Models.Select(m => (m.Model, m.Promoted)));
    }

    private static async Task FailsAsync(World world, string reason, params string[] models)
    {
        var job = await TrainingWorld.TrainAsync(world, models);
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains(reason, job.Error, StringComparison.Ordinal);
        Assert.Empty(await world.Get<Promotions>().AllAsync());
        // It is no reason to refuse the next.
        Assert.Equal(JobState.Failed, (await TrainingWorld.TrainAsync(world, models)).State);
    }

    private static async Task ServesAsync(World world, string user)
    {
        var result = TrainingWorld.ResultOf(await TrainingWorld.TrainAsync(world));
        Assert.All(result.Models.Where(m => m.Model != "fusion"), m => Assert.True(m.Promoted, m.Verdict));
        var answer = await world.RecommendAsync(user);
        Assert.False(answer.Degraded, string.Join("; ", answer.Faults?.Select(f => f.Reason) ?? []));
        Assert.All(answer.Items, i => Assert.True(double.IsFinite(i.Score)));
    }
}
