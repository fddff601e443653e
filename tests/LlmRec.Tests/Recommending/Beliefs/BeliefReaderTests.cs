using LlmRec.Catalog.Impressions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Beliefs;
using LlmRec.Recommending.Erasure;

namespace LlmRec.Tests.Recommending.Beliefs;

public sealed class BeliefReaderTests
{
    [Fact]
    public async Task Of_each_item_the_latest_word_counts_and_of_one_moment_the_strongest()
    {
        await using var world = await OpenAsync();
        await world.DoAsync("ana", "d1", "rating", 5, TimeSpan.FromDays(3));
        await world.DoAsync("ana", "d1", "rating", 1, TimeSpan.FromDays(2));
        await world.DoAsync("ana", "d2", "click", 1, TimeSpan.FromDays(1));
        await world.DoAsync("ana", "d2", "rating", 4, TimeSpan.FromDays(1));
        await world.DoAsync("ana", "d3", "stated", 1, TimeSpan.FromHours(2));
        await world.DoAsync("ana", "d3", "stated", 0, TimeSpan.FromHours(1));

        var beliefs = await ReadAsync(world, "ana");

        Assert.True(beliefs.IsKnown);
        Assert.Equal([("d3", "none", "stated"), ("d2", "like", "rating"), ("d1", "dislike", "rating")], beliefs.Items.Select(i => (i.Id, i.Verdict, i.Type)));
        Assert.Equal(world.Time.GetUtcNow() - TimeSpan.FromHours(1), beliefs.Items[0].At);
    }

    [Fact]
    public async Task A_taste_is_what_likes_have_in_common_more_than_the_catalogue_has()
    {
        await using var world = await OpenAsync();
        await world.LikesAsync("ana", "d1", "d2", "w1");

        var taste = Assert.Single((await ReadAsync(world, "ana")).Tastes);

        // Every item is of Earth: that two likes are, too, says nothing.
        Assert.Equal(("category", "Drama", 2, 3), (taste.Kind, taste.Value, taste.Likes, taste.Of));
        Assert.Equal(["Title d2", "Title d1"], taste.From);
    }

    [Fact]
    public async Task What_else_is_kept_is_counted_and_gone_after_erasure()
    {
        await using var world = await OpenAsync();
        await world.Get<UserStore>().UpsertAsync([new User { Id = "ana", Text = "slow films" }]);
        await world.LikesAsync("ana", "d1");
        await world.UserVectorAsync("ana", [1]);
        var answer = await world.RecommendAsync("ana", limit: 2);
        await world.Get<ImpressionStore>().AddAsync([new Impression { RecommendationId = answer.RecommendationId!, UserId = "ana", Items = [.. answer.Items.Select(i => new ShownItem(i.Id, null))] }]);

        var before = await ReadAsync(world, "ana");
        await world.Get<UserErasure>().EraseAsync("ana", default);
        var after = await ReadAsync(world, "ana");

        Assert.Equal(("slow films", new KeptOfUser(1, 2, true)), (before.Text, before.Kept));
        Assert.False(after.IsKnown);
        Assert.Null(after.Text);
        Assert.Empty(after.Items);
        Assert.Equal(new KeptOfUser(0, 0, false), after.Kept);
    }

    [Fact]
    public async Task Items_that_left_the_catalogue_are_counted_but_not_named()
    {
        await using var world = await OpenAsync();
        await world.LikesAsync("ana", "d1", "d2");
        await world.Get<ItemErasure>().EraseAsync("d1", default);

        var beliefs = await ReadAsync(world, "ana");

        Assert.Equal(["d2"], beliefs.Items.Select(i => i.Id));
        Assert.Equal(2, beliefs.ItemCount);
    }

    [Fact]
    public async Task Where_there_is_only_an_order_no_time_is_made_up()
    {
        await using var world = await OpenAsync();
        await world.OrderedLikesAsync("ana", "d1", "w1");

        var items = (await ReadAsync(world, "ana")).Items;

        Assert.Equal(["w1", "d1"], items.Select(i => i.Id));
        Assert.All(items, i => Assert.Null(i.At));
    }

    private static Task<UserBeliefs> ReadAsync(World world, string user) => world.Get<BeliefReader>().ReadAsync(user, default);

    private static async Task<World> OpenAsync()
    {
        var world = await World.OpenAsync();
        await world.ItemsAsync([.. new[] { "d1", "d2", "d3", "w1", "w2", "w3", "w4" }.Select(id => new Item
        {
            Id = id,
            Title = $"Title {id}",
            Categories = [id[0] == 'd' ? "Drama" : "Western"],
            Attributes = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, AttributeValue>>("""{"countries":["Earth"]}""")!,
        })]);
        return world;
    }
}
