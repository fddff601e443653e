using LlmRec.Catalog.Items;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Tests.Recommending.Pipeline;

/// <summary>Each filter holds whichever channel an item comes from, and whether it is tested on the item or inside the vector scan.</summary>
public sealed class FilterTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        await _world.ItemsAsync(
            Item("liked", 1990, ["Drama"], "Ann"),
            Item("drama90", 1990, ["Drama"], "Ann"),
            Item("comedy95", 1995, ["Comedy"], "Bob"),
            Item("both00", 2000, ["Drama", "Comedy"], "Ann"),
            Item("noyear", null, ["Drama"], "Bob"),
            Item("bare", null, [], null));
        foreach (var (id, i) in new[] { "liked", "drama90", "comedy95", "both00", "noyear", "bare" }.Select((id, i) => (id, i)))
        {
            await _world.VectorAsync(id, 1, 0.1f * i);
        }

        foreach (var user in new[] { "u1", "u2" })
        {
            await _world.LikesAsync(user, "liked", "drama90", "comedy95", "both00");
        }

        await _world.LikesAsync("ana", "liked");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public static TheoryData<string, string, string[]> Filters => new()
    {
        { "none", "{}", ["drama90", "comedy95", "both00", "noyear", "bare"] },
        { "a category", """{"categories":["Comedy"]}""", ["comedy95", "both00"] },
        { "either category", """{"categories":["Comedy","Drama"]}""", ["drama90", "comedy95", "both00", "noyear"] },
        { "no category", """{"excludeCategories":["Comedy"]}""", ["drama90", "noyear", "bare"] },
        { "one but not the other", """{"categories":["Drama"],"excludeCategories":["Comedy"]}""", ["drama90", "noyear"] },
        { "from", """{"yearFrom":1995}""", ["comedy95", "both00"] },
        { "to", """{"yearTo":1995}""", ["drama90", "comedy95"] },
        { "between", """{"yearFrom":1991,"yearTo":1999}""", ["comedy95"] },
        { "an attribute", """{"attributes":{"director":["Ann"]}}""", ["drama90", "both00"] },
        { "values of an attribute", """{"attributes":{"director":["Ann","Bob"]}}""", ["drama90", "comedy95", "both00", "noyear"] },
        { "attribute and category", """{"attributes":{"director":["Ann"]},"categories":["Comedy"]}""", ["both00"] },
        { "include", """{"include":["comedy95","bare"]}""", ["comedy95", "bare"] },
        { "include what was seen", """{"include":["liked"]}""", ["liked"] },
        { "exclude", """{"exclude":["drama90","both00","nosuch"]}""", ["comedy95", "noyear", "bare"] },
        { "exclude beats include", """{"include":["bare","noyear"],"exclude":["bare"]}""", ["noyear"] },
        { "include what is not there", """{"include":["nosuch"]}""", [] },
        { "a category nobody has", """{"categories":["Opera"]}""", [] },
        { "an attribute nobody has", """{"attributes":{"mood":["calm"]}}""", [] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_lets_through_what_it_says_and_nothing_else(string what, string filter, string[] expected)
    {
        var parsed = System.Text.Json.JsonSerializer.Deserialize<ItemFilter>(filter, System.Text.Json.JsonSerializerOptions.Web)!;

        var answer = await _world.RecommendAsync("ana", parsed);

        Assert.False(answer.Degraded, what);
        Assert.Equal(expected.Order(StringComparer.Ordinal), answer.Items.Select(i => i.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_user_has_to_do_with_already_is_not_recommended_again()
    {
        await _world.DoAsync("ana", "drama90", "dislike");
        await _world.DoAsync("ana", "bare", "rating", 3);

        Assert.Equal(["both00", "comedy95", "noyear"], (await _world.RecommendAsync("ana")).Items.Select(i => i.Id).Order(StringComparer.Ordinal));
    }

    private static Item Item(string id, int? year, string[] categories, string? director)
    {
        var attributes = new Dictionary<string, AttributeValue>();
        if (year is not null)
        {
            attributes["year"] = Channels.BehaviourChannelTests.Attribute($"{year}");
        }

        if (director is not null)
        {
            attributes["director"] = Channels.BehaviourChannelTests.Attribute($"\"{director}\"");
        }

        return new() { Id = id, Title = id, Categories = categories, Attributes = attributes };
    }
}
