using System.Text.Json;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Tests.Recommending.Channels;

public sealed class SimilarUsersTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        await FillAsync(_world);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_user_with_words_and_no_history_is_served_what_people_with_such_words_like()
    {
        await _world.UserAsync("new-sailor", "axis0");
        await _world.UserAsync("new-gardener", "axis1");

        Assert.Equal("ship", (await _world.RecallAsync(ChannelNames.SimilarUsers, "new-sailor"))[0].Id);
        Assert.Equal("rose", (await _world.RecallAsync(ChannelNames.SimilarUsers, "new-gardener"))[0].Id);
        var recommended = (await _world.RecommendAsync("new-gardener")).Items.Select(i => i.Id).ToList();
        Assert.InRange(recommended.IndexOf("rose"), 0, recommended.IndexOf("ship") - 1);
    }

    [Fact]
    public async Task The_vector_that_the_backfill_stored_is_used_where_there_is_one()
    {
        await _world.UserAsync("ana", "axis0");
        await _world.UserVectorAsync("ana", [0, 1], likes: false);

        Assert.Equal("rose", (await _world.RecallAsync(ChannelNames.SimilarUsers, "ana"))[0].Id);
    }

    [Fact]
    public async Task What_everybody_likes_comes_after_what_those_alike_like_more_than_others()
    {
        await _world.UserAsync("new-sailor", "axis0");

        var found = (await _world.RecallAsync(ChannelNames.SimilarUsers, "new-sailor")).Select(f => f.Id).ToList();

        Assert.Equal("hit", (await _world.RecallAsync(ChannelNames.Popular, "new-sailor"))[0].Id);
        Assert.Equal(["ship", "hit"], found.Take(2));
    }

    [Fact]
    public async Task What_one_neighbour_alone_likes_is_not_passed_on()
    {
        await _world.ItemsAsync("secret");
        await _world.LikesAsync("sailor0", "secret");
        await _world.UserAsync("new-sailor", "axis0");
        Assert.DoesNotContain("secret", (await _world.RecallAsync(ChannelNames.SimilarUsers, "new-sailor")).Select(f => f.Id));

        await _world.LikesAsync("sailor1", "secret");

        Assert.Contains("secret", (await _world.RecallAsync(ChannelNames.SimilarUsers, "new-sailor")).Select(f => f.Id));
    }

    [Fact]
    public async Task The_reason_says_that_people_alike_liked_it_and_nowhere_who()
    {
        await _world.UserAsync("new-sailor", "axis0");

        var answer = await _world.RecommendAsync("new-sailor");

        var ship = answer.Items.Single(i => i.Id == "ship");
        Assert.Contains(ChannelNames.SimilarUsers, ship.Channels);
        Assert.Equal("People with a profile like yours liked it", ship.Reasons.Single(r => r.Kind == "alike").Text);
        Assert.DoesNotContain("sailor", JsonSerializer.Serialize(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_erased_is_no_neighbour_any_more()
    {
        await _world.UserAsync("new-sailor", "axis0");
        foreach (var i in Enumerable.Range(0, 7))
        {
            await _world.Get<UserErasure>().EraseAsync($"sailor{i}", default);
        }

        Assert.DoesNotContain("ship", (await _world.RecallAsync(ChannelNames.SimilarUsers, "new-sailor")).Select(f => f.Id));
        Assert.Equal(22, _world.Get<UserNeighbours>().Count);
    }

    [Fact]
    public async Task Someone_of_whom_nothing_is_known_is_no_fault_and_who_liked_much_is_known_by_that()
    {
        await _world.UserAsync("silent", null);
        string[] many = [.. Enumerable.Range(0, 11).Select(i => $"many{i}")];
        await _world.ItemsAsync(many);
        await _world.LikesAsync("busy", many);
        await _world.UserVectorAsync("busy", [1]);

        foreach (var user in new[] { "silent", "busy", "never heard of", null })
        {
            Assert.Empty(await _world.RecallAsync(ChannelNames.SimilarUsers, user));
        }

        Assert.False((await _world.RecommendAsync("silent")).Degraded);
        Assert.False((await _world.RecommendAsync("never heard of")).Degraded);
    }

    [Fact]
    public async Task Where_the_channel_is_not_in_use_no_user_is_held_in_memory()
    {
        await using var other = await World.OpenAsync(_world, new Dictionary<string, string?> { ["LlmRec:Pipeline:Channels:0"] = ChannelNames.Popular });
        await other.RecommendAsync("sailor0");
        await _world.RecommendAsync("sailor0");

        Assert.Equal((0, 29), (other.Get<UserNeighbours>().Count, _world.Get<UserNeighbours>().Count));
    }

    /// <summary>Seven sailors (axis 0) who like the ship, seven gardeners (axis 1) who like the rose; all of them and fifteen more like the hit.</summary>
    private static async Task FillAsync(World world)
    {
        await world.ItemsAsync("ship", "rose", "hit");
        foreach (var i in Enumerable.Range(0, 7))
        {
            await world.LikesAsync($"sailor{i}", "ship", "hit");
            await world.UserVectorAsync($"sailor{i}", [1, 0, 0.01f * i]);
            await world.LikesAsync($"gardener{i}", "rose", "hit");
            await world.UserVectorAsync($"gardener{i}", [0, 1, 0.01f * i]);
        }

        foreach (var i in Enumerable.Range(0, 15))
        {
            await world.LikesAsync($"other{i}", "hit");
            await world.UserVectorAsync($"other{i}", [0, 0, 0, 1]);
        }
    }
}
