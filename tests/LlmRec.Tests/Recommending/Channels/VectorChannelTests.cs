using LlmRec.Catalog.Items;
using LlmRec.Recommending.Channels;

namespace LlmRec.Tests.Recommending.Channels;

public sealed class VectorChannelTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Profile_finds_for_every_interest_and_not_what_lies_between_them()
    {
        await _world.ItemsAsync("war1", "war2", "war3", "war4", "cats1", "cats2", "cats3", "cats4", "near-war", "near-cats", "between");
        foreach (var i in Enumerable.Range(1, 4))
        {
            await _world.VectorAsync($"war{i}", 1, 0, 0.05f * i);
            await _world.VectorAsync($"cats{i}", 0, 1, 0.05f * i);
        }

        await _world.VectorAsync("near-war", 1, 0, 0.02f);
        await _world.VectorAsync("near-cats", 0, 1, 0.02f);
        await _world.VectorAsync("between", 1, 1);
        await _world.LikesAsync("ana", "cats1", "war1", "cats2", "war2", "cats3", "war3", "cats4", "war4");

        var found = await _world.RecallAsync(ChannelNames.Profile, "ana");

        Assert.Equal(["near-war", "near-cats", "between"], found.Select(f => f.Id));
    }

    [Fact]
    public async Task What_was_liked_lately_counts_more_than_what_was_liked_long_ago()
    {
        await _world.ItemsAsync("old", "new", "like-old", "like-new");
        await _world.VectorAsync("old", 1, 0);
        await _world.VectorAsync("new", 0, 1);
        await _world.VectorAsync("like-old", 1, 0.1f);
        await _world.VectorAsync("like-new", 0.1f, 1);
        await _world.LikesAsync("ana", "old", "new");

        var found = await _world.RecallAsync(ChannelNames.Similar, "ana");

        Assert.Equal(["like-new", "like-old"], found.Select(f => f.Id));
        Assert.True(found[0].Score > 1.5 * found[1].Score);
    }

    [Fact]
    public async Task Similar_adds_up_over_the_latest_likes_and_leaves_out_what_points_away()
    {
        await _world.ItemsAsync("a", "b", "near-both", "near-a", "opposite");
        await _world.VectorAsync("a", 1, 0);
        await _world.VectorAsync("b", 0.6f, 0.8f);
        await _world.VectorAsync("near-both", 0.9f, 0.44f);
        await _world.VectorAsync("near-a", 1, -0.3f);
        await _world.VectorAsync("opposite", -1, -0.2f);
        await _world.LikesAsync("ana", "a", "b");

        Assert.Equal(["near-both", "near-a"], (await _world.RecallAsync(ChannelNames.Similar, "ana")).Select(f => f.Id));
    }

    [Fact]
    public async Task Filters_hold_inside_the_vector_search_so_that_a_narrow_one_still_fills_the_list()
    {
        await _world.ItemsAsync([
            new() { Id = "liked", Title = "Liked" },
            .. Enumerable.Range(0, 50).Select(i => new Item { Id = $"crowd{i}", Title = "Crowd", Categories = ["Crowd"] }),
            new() { Id = "wanted", Title = "Wanted", Categories = ["Rare"] }]);
        await _world.VectorAsync("liked", 1);
        await _world.VectorAsync("wanted", 0.5f, 0.8f);
        foreach (var i in Enumerable.Range(0, 50))
        {
            await _world.VectorAsync($"crowd{i}", 1, 0.001f * i);
        }

        await _world.LikesAsync("ana", "liked");

        foreach (var channel in new[] { ChannelNames.Profile, ChannelNames.Similar })
        {
            Assert.Equal(["wanted"], (await _world.RecallAsync(channel, "ana", filter: new() { Categories = ["Rare"] }, limit: 3)).Select(f => f.Id));
        }
    }

    [Fact]
    public async Task Likes_without_a_vector_and_users_without_likes_find_nothing_by_vectors_and_break_nothing()
    {
        await _world.ItemsAsync("plain", "other");
        await _world.VectorAsync("other", 1);
        await _world.LikesAsync("ana", "plain");
        await _world.DoAsync("bea", "plain", "dislike");

        foreach (var channel in new[] { ChannelNames.Profile, ChannelNames.Similar })
        {
            Assert.Empty(await _world.RecallAsync(channel, "ana"));
            Assert.Empty(await _world.RecallAsync(channel, "bea"));
        }
    }

    [Fact]
    public async Task Wish_joins_words_and_meaning()
    {
        await _world.ItemsAsync(
            new Item { Id = "by-both", Title = "axis1 lighthouse" },
            new Item { Id = "by-words", Title = "A lighthouse" },
            new Item { Id = "by-meaning", Title = "Something else" },
            new Item { Id = "neither", Title = "Nothing of it" });
        await _world.VectorAsync("by-both", 0, 1);
        await _world.VectorAsync("by-words", 1, 0);
        await _world.VectorAsync("by-meaning", 0.2f, 1);
        await _world.VectorAsync("neither", 1, -0.5f);

        var found = await _world.RecallAsync(ChannelNames.Wish, wish: "lighthouse axis1");

        Assert.Equal("by-both", found[0].Id);
        Assert.Equal(["by-both", "by-meaning", "by-words"], found.Select(f => f.Id).Order(StringComparer.Ordinal));
    }
}
