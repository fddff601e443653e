using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Tests.Recommending.Pipeline;

public sealed class RecommenderTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_empty_store_answers_an_empty_list_to_everything()
    {
        var visitor = await _world.RecommendAsync(new RecommendationRequest { Likes = ["nosuch"], Wish = "anything" });

        Assert.Empty(visitor.Items);
        Assert.False(visitor.Degraded);
        Assert.Equal(["nosuch"], visitor.UnknownItems);
        Assert.Empty((await _world.RecommendAsync("nobody")).Items);
        Assert.Empty((await _world.Get<Recommender>().SearchAsync("anything", ItemFilter.None, 10, default)).Items);
    }

    [Fact]
    public async Task A_catalogue_of_one_item_recommends_it_until_it_is_liked()
    {
        await _world.ItemsAsync("only");
        await _world.VectorAsync("only", 1);
        Assert.Equal(["only"], (await _world.RecommendAsync("ana")).Items.Select(i => i.Id));

        await _world.LikesAsync("ana", "only");

        Assert.Empty((await _world.RecommendAsync("ana")).Items);
        Assert.Equal(["only"], (await _world.RecommendAsync("bea")).Items.Select(i => i.Id));
        var only = _world.Get<ItemTable>().Find("only")!;
        Assert.Empty((await _world.Get<Recommender>().SimilarAsync(only, 10, default)).Items);
    }

    [Fact]
    public async Task An_unknown_user_gets_what_is_popular_and_what_is_new()
    {
        await _world.ItemsAsync("popular", "new");
        await _world.LikesAsync("u1", "popular");

        var answer = await _world.RecommendAsync("nobody has heard of");

        Assert.Equal(["new", "popular"], answer.Items.Select(i => i.Id).Order(StringComparer.Ordinal));
        Assert.Equal([ChannelNames.Fresh, ChannelNames.Popular], answer.Items.SelectMany(i => i.Channels).Distinct().Order(StringComparer.Ordinal));
        Assert.All(answer.Items, i => Assert.Single(i.Reasons));
    }

    [Fact]
    public async Task A_user_whose_only_likes_were_deleted_is_served_like_a_new_one()
    {
        await _world.ItemsAsync("gone", "popular", "new");
        await _world.VectorAsync("gone", 1);
        await _world.VectorAsync("new", 1, 0.1f);
        await _world.LikesAsync("ana", "gone");
        await _world.LikesAsync("u1", "gone", "popular");
        await _world.Get<ItemErasure>().EraseAsync("gone", default);

        var answer = await _world.RecommendAsync("ana");

        Assert.False(answer.Degraded);
        Assert.Equal(["new", "popular"], answer.Items.Select(i => i.Id).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(answer.Items.SelectMany(i => i.Reasons), r => r.Kind == "liked");
    }

    [Fact]
    public async Task A_deleted_item_that_comes_back_is_recommended_again()
    {
        await _world.ItemsAsync("a", "b");
        await _world.LikesAsync("u1", "a");
        await _world.Get<ItemErasure>().EraseAsync("a", default);
        Assert.DoesNotContain("a", (await _world.RecommendAsync("ana")).Items.Select(i => i.Id));

        await _world.ItemsAsync("a");

        Assert.Contains("a", (await _world.RecommendAsync("ana")).Items.Select(i => i.Id));
    }

    [Fact]
    public async Task Every_channel_that_found_an_item_is_named()
    {
        await _world.ItemsAsync("a", "b");
        await _world.VectorAsync("a", 1);
        await _world.VectorAsync("b", 1, 0.1f);
        await _world.LikesAsync("u1", "a", "b");
        await _world.LikesAsync("ana", "a");

        var pick = Assert.Single((await _world.RecommendAsync(new() { UserId = "ana", Wish = "Title b" })).Items);

        Assert.Equal(
            [ChannelNames.ItemKnn, ChannelNames.Popular, ChannelNames.Profile, ChannelNames.Similar, ChannelNames.Transitions, ChannelNames.Wish],
            pick.Channels.Order(StringComparer.Ordinal));
        Assert.InRange(pick.Score, 0.99, 1);
    }

    [Fact]
    public async Task What_a_user_says_now_comes_before_what_the_store_knows_of_them()
    {
        await _world.ItemsAsync("old", "near-old", "said", "near-said");
        await _world.VectorAsync("old", 1, 0);
        await _world.VectorAsync("near-old", 1, 0.1f);
        await _world.VectorAsync("said", 0, 1);
        await _world.VectorAsync("near-said", 0.1f, 1);
        await _world.LikesAsync("ana", "old");
        Assert.Equal("near-old", (await _world.RecommendAsync("ana")).Items[0].Id);

        var answer = await _world.RecommendAsync(new() { UserId = "ana", Likes = ["said"], Dislikes = ["old"], Diversity = 0 });

        Assert.Equal("near-said", answer.Items[0].Id);
        Assert.DoesNotContain("said", answer.Items.Select(i => i.Id));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(201, null)]
    [InlineData(10, -0.1)]
    [InlineData(10, 1.1)]
    [InlineData(10, double.NaN)]
    public async Task A_limit_or_diversity_out_of_range_is_refused(int limit, double? diversity) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _world.RecommendAsync(new() { Limit = limit, Diversity = diversity }));

    [Fact]
    public async Task The_limit_holds_up_to_the_largest()
    {
        await _world.ItemsAsync([.. Enumerable.Range(0, 250).Select(i => $"i{i}")]);

        Assert.Equal(200, (await _world.RecommendAsync("ana", limit: 200)).Items.Count);
        Assert.Equal(7, (await _world.RecommendAsync("ana", limit: 7)).Items.Count);
    }

    [Fact]
    public async Task Two_processes_on_one_store_see_each_others_writes_with_the_next_answer()
    {
        await using var other = await World.OpenAsync(_world);
        await _world.ItemsAsync("a", "b", "c");
        Assert.Equal(3, (await other.RecommendAsync("ana")).Items.Count);

        await _world.VectorAsync("a", 1);
        await _world.VectorAsync("b", 1, 0.1f);
        await _world.LikesAsync("ana", "a");
        var seen = await other.RecommendAsync("ana");
        Assert.Equal("b", seen.Items[0].Id);
        Assert.Contains(ChannelNames.Profile, seen.Items[0].Channels);

        await other.Get<ItemErasure>().EraseAsync("b", default);
        Assert.Equal(["c"], (await _world.RecommendAsync("ana")).Items.Select(i => i.Id));

        await other.Get<UserErasure>().EraseAsync("ana", default);
        Assert.Equal(["a", "c"], (await _world.RecommendAsync("ana")).Items.Select(i => i.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Search_and_similar_items_work_whichever_channels_recommendations_are_made_of()
    {
        await using var world = await World.OpenAsync(settings: new Dictionary<string, string?> { ["LlmRec:Pipeline:Channels:0"] = "popular" });
        await world.ItemsAsync("a", "b");
        await world.VectorAsync("a", 1);
        await world.VectorAsync("b", 1, 0.1f);
        await world.LikesAsync("ana", "a");

        Assert.Empty((await world.RecommendAsync("ana")).Items);
        Assert.Equal("a", (await world.Get<Recommender>().SearchAsync("Title a", ItemFilter.None, 10, default)).Items[0].Id);
        Assert.Equal(["b"], (await world.Get<Recommender>().SimilarAsync(world.Get<ItemTable>().Find("a")!, 10, default)).Items.Select(i => i.Id));
    }

    [Fact]
    public async Task Many_requests_beside_writes_are_all_answered_whole()
    {
        await _world.ItemsAsync([.. Enumerable.Range(0, 40).Select(i => $"i{i}")]);
        var writes = Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
            {
                await _world.LikesAsync($"u{round % 5}", $"i{round}", $"i{round + 1}", $"i{(round * 7) % 40}");
            }
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => _world.RecommendAsync($"u{i % 5}"))));
        await writes;

        Assert.All(answers, a => Assert.False(a.Degraded));
        Assert.All(answers, a => Assert.Equal(10, a.Items.Count));
        Assert.Equal(60, answers.Select(a => a.RecommendationId).Distinct().Count());
    }
}
