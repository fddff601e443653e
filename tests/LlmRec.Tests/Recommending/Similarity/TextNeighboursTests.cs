using LlmRec.Catalog.Items;
using LlmRec.Recommending;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Tests.Recommending.Similarity;

public sealed class TextNeighboursTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        await _world.ItemsAsync([
            Film("toy", "Toy Story", "Animation"),
            Film("toy-2", "Toy Story 2", "Animation"),
            Film("bugs", "The Bugs", "Animation"),
            .. Enumerable.Range(0, 12).Select(i => Film($"other{i}", $"Unlike {(char)('a' + i)}{i}x", "Drama"))]);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Words_of_the_title_and_facets_bring_items_together_without_any_vector() =>
        Assert.Equal(["toy-2", "bugs"], await NearestAsync("toy"));

    [Fact]
    public async Task A_vector_joins_what_words_do_not()
    {
        await _world.VectorAsync("bugs", 1);
        await _world.VectorAsync("toy", 1, 0.1f);
        await _world.VectorAsync("other0", 0.9f, 0.1f);
        await _world.VectorAsync("other1", -1);

        Assert.Equal(["toy-2", "bugs", "other0"], await NearestAsync("toy"));
    }

    [Fact]
    public async Task A_changed_item_is_found_by_its_new_words_alone_and_a_deleted_one_no_more()
    {
        Assert.Equal(["toy-2", "bugs"], await NearestAsync("toy"));
        await _world.ItemsAsync(Film("toy-2", "Steam Engine", "History"), Film("bugs", "Story of bugs", "Animation"));

        Assert.Equal(["bugs"], await NearestAsync("toy"));

        Assert.True(await _world.Get<ItemErasure>().EraseAsync("bugs", default));
        Assert.Empty(await NearestAsync("toy"));
    }

    [Fact]
    public async Task An_item_shares_all_with_itself_and_nothing_with_what_holds_none_of_its_words()
    {
        await _world.Get<Projections>().FollowAsync(default);
        var words = _world.Get<ItemWords>();

        Assert.Equal(1, words.Shared(Key("toy"), Key("toy")), 1e-6);
        Assert.InRange(words.Shared(Key("toy"), Key("bugs")), 0.01f, 0.9f);
        Assert.Equal(0, words.Shared(Key("toy"), Key("other0")));
        Assert.Equal(0, words.Shared(Key("toy"), 10_000));
    }

    private static Item Film(string id, string title, string category) => new() { Id = id, Title = title, Categories = [category] };

    private int Key(string id) => _world.Get<ItemTable>().Find(id)!.Key;

    private async Task<IEnumerable<string>> NearestAsync(string id)
    {
        await _world.Get<Projections>().FollowAsync(default);
        var found = await _world.Get<TextNeighbours>().OfAsync([Key(id)], default);
        return found[0].Select(c => _world.Get<ItemTable>()[c.Item]!.Id);
    }
}
