using LlmRec.Catalog.Items;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Erasure;

namespace LlmRec.Tests.Recommending.Channels;

public sealed class BehaviourChannelTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Item_knn_finds_what_others_like_together_with_a_users_likes()
    {
        await _world.ItemsAsync("a", "b", "c", "d");
        await _world.LikesAsync("u1", "a", "b");
        await _world.LikesAsync("u2", "a", "b");
        await _world.LikesAsync("u3", "a", "c");
        await _world.LikesAsync("u4", "d");
        await _world.LikesAsync("ana", "a");

        Assert.Equal(["b", "c"], (await _world.RecallAsync(ChannelNames.ItemKnn, "ana")).Select(f => f.Id));
    }

    [Fact]
    public async Task Transitions_know_the_direction()
    {
        await _world.ItemsAsync("first", "second", "third");
        foreach (var user in new[] { "u1", "u2", "u3" })
        {
            await _world.LikesAsync(user, "first", "second", "third");
        }

        await _world.LikesAsync("ana", "second");
        await _world.LikesAsync("bea", "third");

        Assert.Equal(["third"], (await _world.RecallAsync(ChannelNames.Transitions, "ana")).Select(f => f.Id));
        Assert.Empty(await _world.RecallAsync(ChannelNames.Transitions, "bea"));
    }

    [Fact]
    public async Task Popular_prefers_what_is_liked_of_late_to_what_was_liked_more_long_ago()
    {
        await _world.ItemsAsync("classic", "current", "unliked");
        foreach (var i in Enumerable.Range(0, 3))
        {
            await _world.DoAsync($"old{i}", "classic", "like", ago: TimeSpan.FromDays(5 * 365));
        }

        await _world.DoAsync("new0", "current", "like", ago: TimeSpan.FromDays(1));
        await _world.DoAsync("new1", "unliked", "dislike");

        Assert.Equal(["current", "classic"], (await _world.RecallAsync(ChannelNames.Popular)).Select(f => f.Id));
    }

    [Fact]
    public async Task Popular_counts_plainly_in_a_store_of_order_indexes()
    {
        await _world.ItemsAsync("classic", "current");
        await _world.OrderedLikesAsync("u1", "classic");
        await _world.OrderedLikesAsync("u2", "classic");
        await _world.OrderedLikesAsync("u3", "classic", "current");

        var found = await _world.RecallAsync(ChannelNames.Popular);

        Assert.Equal(["classic", "current"], found.Select(f => f.Id));
        Assert.Equal(3, found[0].Score / found[1].Score, 0.01);
    }

    [Fact]
    public async Task A_click_counts_less_towards_popularity_than_a_like()
    {
        await _world.ItemsAsync("clicked", "liked");
        await _world.DoAsync("u1", "clicked", "click");
        await _world.DoAsync("u2", "clicked", "click");
        await _world.DoAsync("u3", "liked", "like");

        Assert.Equal(["liked", "clicked"], (await _world.RecallAsync(ChannelNames.Popular)).Select(f => f.Id));
    }

    [Fact]
    public async Task Popularity_survives_the_erasure_of_likes_that_outweighed_all_others()
    {
        await _world.ItemsAsync("old");
        await _world.DoAsync("early", "old", "like", ago: TimeSpan.FromDays(50 * 365));
        await _world.DoAsync("late", "old", "like");
        Assert.Single(await _world.RecallAsync(ChannelNames.Popular));

        await _world.Get<UserErasure>().EraseAsync("late", default);

        var left = Assert.Single(await _world.RecallAsync(ChannelNames.Popular));
        Assert.True(float.IsFinite(left.Score) && left.Score > 0);
    }

    [Fact]
    public async Task Fresh_shows_what_has_no_interactions_yet_newest_first()
    {
        await _world.ItemsAsync(
            new Item { Id = "undated", Title = "Undated" },
            new Item { Id = "y1990", Title = "Old", Attributes = new Dictionary<string, AttributeValue> { ["year"] = Attribute("1990") } },
            new Item { Id = "y2020", Title = "New", Attributes = new Dictionary<string, AttributeValue> { ["year"] = Attribute("2020") } },
            new Item { Id = "added", Title = "Added", CreatedAt = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            new Item { Id = "liked", Title = "Liked", CreatedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            new Item { Id = "disliked", Title = "Disliked", CreatedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            new Item { Id = "so-so", Title = "So-so", CreatedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        await _world.LikesAsync("u1", "liked");
        await _world.DoAsync("u1", "disliked", "dislike");
        await _world.DoAsync("u1", "so-so", "rating", 3);

        Assert.Equal(["added", "y2020", "y1990", "undated"], (await _world.RecallAsync(ChannelNames.Fresh)).Select(f => f.Id));
    }

    [Fact]
    public async Task Fresh_shows_an_item_again_when_the_only_user_who_had_to_do_with_it_is_erased()
    {
        await _world.ItemsAsync("a");
        await _world.DoAsync("u1", "a", "dislike");
        Assert.Empty(await _world.RecallAsync(ChannelNames.Fresh));

        await _world.Get<UserErasure>().EraseAsync("u1", default);

        Assert.Single(await _world.RecallAsync(ChannelNames.Fresh));
    }

    internal static AttributeValue Attribute(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var element = document.RootElement.Clone();
        return new(element.ValueKind == System.Text.Json.JsonValueKind.Array ? [.. element.EnumerateArray().Select(e => e.ToString())] : [element.ToString()], element);
    }
}
