using LlmRec.Catalog.Items;
using LlmRec.Recommending;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Search;

namespace LlmRec.Tests.Recommending.Search;

public sealed class TitleIndexTests
{
    [Theory]
    [InlineData("godf", "The Godfather")]
    [InlineData("THE GODF", "The Godfather")]
    [InlineData("away", "Spirited Away")]
    [InlineData("amelie", "Amélie")]
    [InlineData("good the b", "The Good, the Bad")]
    [InlineData("千尋", "千と千尋")]
    [InlineData("隠", "")]
    [InlineData("ather", "")]
    [InlineData("  …", "")]
    public async Task A_title_is_found_by_the_beginning_of_any_of_its_words(string typed, string titles)
    {
        await using var world = await OpenAsync("The Godfather", "Spirited Away", "Amélie", "The Good, the Bad", "千と千尋");

        Assert.Equal(titles, Found(world, typed));
    }

    [Fact]
    public async Task Titles_that_begin_so_come_first_then_what_is_liked_then_the_short()
    {
        await using var world = await OpenAsync("Return of the Star", "Star Voyage of the Year", "The Star", "Starling", "Starry Night");
        await world.LikesAsync("ana", IdOf(world, "Starry Night"), IdOf(world, "Return of the Star"));
        await world.Get<Projections>().FollowAsync(default);

        Assert.Equal("Starry Night|The Star|Starling|Star Voyage of the Year|Return of the Star", Found(world, "star"));
        Assert.Equal("Starry Night|The Star", Found(world, "star", limit: 2));
    }

    [Fact]
    public async Task A_title_that_holds_it_twice_is_listed_once()
    {
        await using var world = await OpenAsync("The Good, the Bad and the Good", "A Good Man");

        Assert.Equal("A Good Man|The Good, the Bad and the Good", Found(world, "good"));
    }

    [Fact]
    public async Task What_changes_counts_at_once()
    {
        await using var world = await OpenAsync("Alien", "Aliens");
        Assert.Equal("Alien|Aliens", Found(world, "ali"));

        await world.Get<ItemErasure>().EraseAsync(IdOf(world, "Alien"), default);
        await world.ItemsAsync(new Item { Id = "new", Title = "Alibi" }, new Item { Id = IdOf(world, "Aliens"), Title = "Strangers" });
        await world.Get<Projections>().FollowAsync(default);

        Assert.Equal("Alibi", Found(world, "ali"));
        Assert.Equal("Strangers", Found(world, "str"));
    }

    [Fact]
    public async Task After_a_great_change_what_is_new_is_found_as_soon_as_it_is_merged_and_what_is_gone_never()
    {
        await using var world = await OpenAsync("Alien");
        Assert.Equal("Alien", Found(world, "ali"));

        await world.ItemsAsync([.. Enumerable.Range(0, 3_000).Select(i => new Item { Id = $"n{i}", Title = $"Number {i}" })]);
        await world.Get<ItemErasure>().EraseAsync(IdOf(world, "Alien"), default);
        await world.Get<Projections>().FollowAsync(default);

        Assert.Equal("", Found(world, "ali"));
        Assert.True(SpinWait.SpinUntil(() => Found(world, "number 2999") == "Number 2999", TimeSpan.FromMinutes(1)));
        await world.ItemsAsync(new Item { Id = "late", Title = "Latecomer" });
        await world.Get<Projections>().FollowAsync(default);
        Assert.Equal("Latecomer", Found(world, "late"));
    }

    [Fact]
    public async Task A_catalogue_that_comes_after_the_start_is_found_at_once_however_large()
    {
        await using var world = await OpenAsync();
        world.Get<TitleIndex>().Prepare();

        await world.ItemsAsync([.. Enumerable.Range(0, 3_000).Select(i => new Item { Id = $"n{i}", Title = $"Number {i}" })]);
        await world.Get<Projections>().FollowAsync(default);

        Assert.Equal("Number 2999", Found(world, "number 2999"));
    }

    [Fact]
    public async Task Titles_that_go_on_for_lines_are_found_by_their_beginning()
    {
        var words = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i}"));
        await using var world = await OpenAsync(words);

        Assert.Equal(words, Found(world, "word3 word4"));
        Assert.Equal("", Found(world, "word199"));
    }

    private static string Found(World world, string typed, int limit = 10) => string.Join('|', world.Get<TitleIndex>().Find(typed, limit).Select(i => i.Title));

    private static string IdOf(World world, string title) => world.Get<ItemTable>().All().Single(i => i.Title == title).Id;

    private static async Task<World> OpenAsync(params string[] titles)
    {
        var world = await World.OpenAsync();
        await world.ItemsAsync([.. titles.Select((title, i) => new Item { Id = $"{i}", Title = title })]);
        await world.Get<Projections>().FollowAsync(default);
        return world;
    }
}
