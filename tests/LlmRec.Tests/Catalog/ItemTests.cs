using System.Globalization;
using LlmRec.Catalog;
using LlmRec.Catalog.Items;

namespace LlmRec.Tests.Catalog;

public sealed class ItemTests : IAsyncLifetime
{
    private TestCatalogue _catalogue = null!;

    public async Task InitializeAsync() => _catalogue = await TestCatalogue.OpenAsync();

    [Fact]
    public async Task A_deleted_item_leaves_nothing_but_its_key_and_comes_back_under_it()
    {
        await _catalogue.AddItemsAsync(new Item { Id = "a", Title = "secret", Text = "secret", Categories = ["secret"] });

        Assert.Equal(1, await _catalogue.Store.WriteAsync(s => _catalogue.Items.DeleteAsync(s, "a")));

        Assert.Null(await _catalogue.Items.GetAsync("a"));
        Assert.Equal(0, await _catalogue.Items.CountAsync());
        Assert.Empty(await _catalogue.Items.PageAsync(0, 10));
        Assert.DoesNotContain(await _catalogue.DumpAsync(), row => row.Contains("secret", StringComparison.Ordinal));
        Assert.Null(await _catalogue.Store.WriteAsync(s => _catalogue.Items.DeleteAsync(s, "a")));

        Assert.Equal([EntryOutcome.Accepted], await _catalogue.AddItemsAsync("a"));
        Assert.Equal(1, Assert.Single(await _catalogue.Items.PageAsync(0, 10)).Key);
    }

    [Fact]
    public async Task Several_items_come_in_the_order_asked_without_those_there_are_none_of()
    {
        await _catalogue.AddItemsAsync("a", "b", "c");
        await _catalogue.Store.WriteAsync(s => _catalogue.Items.DeleteAsync(s, "b"));

        Assert.Equal(["c", "a"], (await _catalogue.Items.GetAsync(["c", "b", "nosuch", "a", "c"])).Select(i => i.Id));
        Assert.Empty(await _catalogue.Items.GetAsync([]));
    }

    [Fact]
    public async Task Changes_come_in_order_each_item_once_with_its_last_state()
    {
        await _catalogue.AddItemsAsync("a", "b", "c");
        await _catalogue.AddItemsAsync(new Item { Id = "a", Title = "changed" });
        await _catalogue.Store.WriteAsync(s => _catalogue.Items.DeleteAsync(s, "b"));
        await _catalogue.AddItemsAsync("c");

        var first = await _catalogue.Items.ChangesAsync(0, 2);
        var rest = await _catalogue.Items.ChangesAsync(first[^1].Seq, 10);

        Assert.Equal([(3, "Title of c"), (1, "changed"), (2, null)], first.Concat(rest).Select(c => (c.Key, c.Item?.Title)));
        Assert.Empty(await _catalogue.Items.ChangesAsync(rest[^1].Seq, 10));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Titles_are_taken_from_all_over_the_catalogue(int count)
    {
        await _catalogue.AddItemsAsync([.. Enumerable.Range(0, 20).Select(i => $"{i:d2}")]);

        var titles = await _catalogue.Items.TitlesAsync(count);

        Assert.InRange(titles.Count, 1, count);
        Assert.Equal("Title of 00", titles[0]);
        Assert.InRange(int.Parse(titles[^1][^2..], CultureInfo.InvariantCulture), 19 - (20 / count), 19);
    }

    [Fact]
    public async Task Of_two_versions_in_one_batch_the_later_stays()
    {
        var outcomes = await _catalogue.AddItemsAsync(new Item { Id = "a", Title = "one" }, new Item { Id = "a", Title = "two" }, new Item { Id = "a", Title = "two" });

        Assert.Equal([EntryState.Accepted, EntryState.Accepted, EntryState.Unchanged], outcomes.Select(o => o.State));
        Assert.Equal("two", (await _catalogue.Items.GetAsync("a"))!.Title);
    }

    [Fact]
    public void Facets_are_categories_and_short_attribute_values_each_once()
    {
        var item = System.Text.Json.JsonSerializer.Deserialize<Item>(
            $$"""{"id":"a","title":"t","categories":["drama","war"],"attributes":{"year":1999,"directors":["A","B","A"],"plot":"{{new string('x', 81)}}","seen":false} }""", CatalogJson.Options)!;

        Assert.Equal(["category=drama", "category=war", "directors=A", "directors=B", "seen=false"], ItemFacets.Of(item).Select(f => f.Tag));
        Assert.Equal(1999, ItemFacets.YearOf(item));
    }

    public Task DisposeAsync()
    {
        _catalogue.Dispose();
        return Task.CompletedTask;
    }
}
