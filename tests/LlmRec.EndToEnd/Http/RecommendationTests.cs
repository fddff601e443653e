using System.Text.Json;

namespace LlmRec.EndToEnd.Http;

public sealed class RecommendationTests : IClassFixture<RecommendationTests.Embedded>
{
    private readonly Embedded _api;

    public RecommendationTests(Embedded api) => _api = api;

    [Fact]
    public async Task Search_finds_by_words_by_meaning_and_in_other_scripts_with_the_shape_of_the_contract()
    {
        var answer = await _api.GetAsync("/v1/search?q=robbers%20plan%20a%20heist&limit=3");

        var first = answer.GetProperty("items")[0];
        Assert.Equal("heist", first.GetProperty("id").GetString());
        Assert.Equal("The Long Heist (1999)", first.GetProperty("title").GetString());
        Assert.InRange(first.GetProperty("score").GetDouble(), 0, 1);
        Assert.Equal(["wish"], first.GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("words", first.GetProperty("reasons")[0].GetProperty("kind").GetString());
        Assert.False(answer.GetProperty("degraded").GetBoolean());
        Assert.Equal(32, answer.GetProperty("recommendationId").GetString()!.Length);
        Assert.Equal("spirited", Ids(await _api.GetAsync("/v1/search?q=" + Uri.EscapeDataString("千尋")))[0]);
        Assert.Contains("aliens", Ids(await _api.GetAsync("/v1/search?q=soldiers%20fight%20monsters%20in%20space&limit=3")));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("alien AND NOT (")]
    [InlineData("title:alien*")]
    [InlineData("'; DROP TABLE items; --")]
    [InlineData("\u0001\u0007")]
    [InlineData("%ED%A0%80 raw")]
    [InlineData("😀👩‍👩‍👧")]
    public async Task Whatever_is_typed_into_the_search_is_taken_for_words(string query) =>
        Assert.Equal(JsonValueKind.Array, (await _api.GetAsync("/v1/search?q=" + Uri.EscapeDataString(query))).GetProperty("items").ValueKind);

    [Fact]
    public async Task A_megabyte_of_query_is_searched_for_by_address_and_by_body()
    {
        var text = string.Concat(Enumerable.Repeat("heist word ", 95_000))[..1_000_000];
        var search = await _api.GetAsync("/v1/search?q=" + text.Replace(' ', '+'));
        var wish = await _api.PostAsync("/v1/recommendations", new { wish = text });

        Assert.Equal("heist", Ids(search)[0]);
        Assert.Equal("heist", Ids(wish)[0]);
        Assert.Contains("at most 1,000,000", await TestApi.ProblemAsync(await _api.SendAsync(HttpMethod.Get, "/v1/search?q=x" + text.Replace(' ', '+')), 400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interaction_is_seen_by_the_next_recommendation()
    {
        var before = await _api.GetAsync("/v1/users/next/recommendations");
        Assert.DoesNotContain("liked", before.GetRawText(), StringComparison.Ordinal);

        await _api.PostAsync("/v1/interactions", new[] { new { userId = "next", itemId = "alien", type = "like" } });
        var after = await _api.GetAsync("/v1/users/next/recommendations?limit=20");

        Assert.DoesNotContain("alien", Ids(after));
        Assert.Contains(Ids(after).Take(2), id => id is "aliens" or "blade-runner");
        Assert.Contains("Because you liked Alien (1979)", after.GetRawText(), StringComparison.Ordinal);
        Assert.NotEqual(before.GetProperty("recommendationId").GetString(), after.GetProperty("recommendationId").GetString());
    }

    [Fact]
    public async Task A_users_query_parameters_hold()
    {
        Assert.Equal(["amelie", "spirited"], Ids(await _api.GetAsync("/v1/users/q/recommendations?yearFrom=2000&yearTo=2001")).Order());
        Assert.Equal(["alien", "blade-runner"], Ids(await _api.GetAsync("/v1/users/q/recommendations?category=Sci-Fi&yearTo=1983")).Order());
        Assert.Equal(["amelie", "heist"], Ids(await _api.GetAsync("/v1/users/q/recommendations?category=Comedy&category=Crime")).Order());
        Assert.Equal(["alien", "heist"], Ids(await _api.GetAsync("/v1/users/q/recommendations?include=alien,heist,nosuch")).Order());
        Assert.DoesNotContain("alien", Ids(await _api.GetAsync("/v1/users/q/recommendations?exclude=alien&exclude=heist")));
        Assert.Equal(2, Ids(await _api.GetAsync("/v1/users/q/recommendations?limit=2&diversity=1")).Count);
    }

    [Fact]
    public async Task A_visitor_is_served_from_what_they_say()
    {
        var answer = await _api.PostAsync("/v1/recommendations", new
        {
            likes = new[] { "alien", "alien", "nosuch" },
            dislikes = new[] { "aliens" },
            wish = "spirits of the forest",
            filters = new { excludeCategories = new[] { "Comedy" }, yearFrom = 1980, attributes = new { directors = new[] { "Hayao Miyazaki", "Ridley Scott" } } },
            limit = 5,
        });

        Assert.Equal("totoro", Ids(answer)[0]);
        Assert.Equal(["blade-runner", "spirited", "totoro"], Ids(answer).Order());
        Assert.Equal(["nosuch"], answer.GetProperty("unknownItems").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(32, answer.GetProperty("recommendationId").GetString()!.Length);
    }

    [Fact]
    public async Task A_visitor_who_says_nothing_gets_what_is_popular_and_new() =>
        Assert.Equal(Films.All.Length, Ids(await _api.PostAsync("/v1/recommendations", new { })).Count);

    [Fact]
    public async Task Similar_items_say_what_they_share()
    {
        var answer = await _api.GetAsync("/v1/items/aliens/similar?limit=3");

        Assert.Equal(3, Ids(answer).Count);
        Assert.DoesNotContain("aliens", Ids(answer));
        Assert.Contains("In common: ", answer.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("you liked", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reasons_hold_facts_and_nothing_of_the_inside()
    {
        await _api.PostAsync("/v1/interactions", new[] { new { userId = "shape", itemId = "aliens", type = "like" } });

        var reasons = (await _api.GetAsync("/v1/users/shape/recommendations")).GetProperty("items").EnumerateArray().Single(i => i.GetProperty("id").GetString() == "terminator").GetProperty("reasons");

        var facets = reasons.EnumerateArray().Single(r => r.GetProperty("kind").GetString() == "facets");
        Assert.Equal(["kind", "value"], facets.GetProperty("facets")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["kind", "text", "facets"], facets.EnumerateObject().Select(p => p.Name));
    }

    private static List<string> Ids(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    /// <summary>The API with a catalogue that is embedded.</summary>
    public sealed class Embedded : TestApi
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Assert.Equal("succeeded", (await BackfillAsync()).GetProperty("state").GetString());
        }
    }
}
