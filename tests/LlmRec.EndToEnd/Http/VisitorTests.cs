using System.Text.Json;

namespace LlmRec.EndToEnd.Http;

/// <summary>What the visitor's page asks for.</summary>
public sealed class VisitorTests : IClassFixture<RecommendationTests.Embedded>
{
    private readonly TestApi _api;

    public VisitorTests(RecommendationTests.Embedded api) => _api = api;

    [Theory]
    [InlineData("ali", "alien,aliens")]
    [InlineData("run", "blade-runner")]
    [InlineData("Amél", "amelie")]
    [InlineData("神", "spirited")]
    [InlineData("", "")]
    [InlineData("nothing-so", "")]
    public async Task Titles_are_completed_as_they_are_typed(string typed, string ids) => Assert.Equal(
        ids, string.Join(',', (await _api.GetAsync($"/v1/titles?q={Uri.EscapeDataString(typed)}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString())));

    [Fact]
    public async Task Several_items_are_read_at_once() => Assert.Equal(
        ["heist", "alien"], (await _api.GetAsync("/v1/items?id=heist&id=nosuch&id=alien")).EnumerateArray().Select(i => i.GetProperty("id").GetString()));

    [Fact]
    public async Task What_is_believed_is_told_corrected_and_erased()
    {
        const string User = "believer";
        Assert.False((await BeliefsAsync(User)).GetProperty("isKnown").GetBoolean());
        await StateAsync(User, "alien", 1);
        await StateAsync(User, "aliens", 1);
        await StateAsync(User, "amelie", -1);

        var beliefs = await BeliefsAsync(User);
        Assert.Equal([("alien", "like"), ("aliens", "like"), ("amelie", "dislike")], Verdicts(beliefs));
        Assert.Equal("Sci-Fi", beliefs.GetProperty("tastes")[0].GetProperty("value").GetString());

        await StateAsync(User, "alien", 0);
        Assert.Contains(("alien", "none"), Verdicts(await BeliefsAsync(User)));

        Assert.Equal(204, (int)(await _api.SendAsync(HttpMethod.Delete, $"/v1/users/{User}")).StatusCode);
        Assert.False((await BeliefsAsync(User)).GetProperty("isKnown").GetBoolean());
    }

    [Fact]
    public async Task A_chip_that_is_removed_is_out_of_the_state()
    {
        var said = await _api.PostAsync("/v1/chat", new { message = "I loved Alien, but no horror", userId = "chips" });
        var path = $"/v1/conversations/{said.GetProperty("conversationId").GetString()}";

        var edited = await TestApi.JsonAsync(await _api.SendAsync(HttpMethod.Patch, path, """{"likes":["alien"],"unwanted":["Horror"]}"""));

        Assert.Equal(0, edited.GetProperty("state").GetProperty("likes").GetArrayLength());
        Assert.Equal(0, edited.GetProperty("state").GetProperty("unwanted").GetArrayLength());
        Assert.Equal([("alien", "none")], Verdicts(await BeliefsAsync("chips")));
    }

    [Theory]
    [InlineData("""{"likes":[null]}""", "likes")]
    [InlineData("""{"wanted":"Drama"}""", "wanted")]
    [InlineData("[]", "")]
    public async Task An_edit_that_makes_no_sense_says_why(string body, string says) =>
        Assert.Contains(says, await TestApi.ProblemAsync(await _api.SendAsync(HttpMethod.Patch, "/v1/conversations/any", body), 400), StringComparison.Ordinal);

    private Task<JsonElement> BeliefsAsync(string user) => _api.GetAsync($"/v1/users/{user}/beliefs");

    private Task<JsonElement> StateAsync(string user, string item, int value) => _api.PostAsync("/v1/interactions", new[] { new { userId = user, itemId = item, type = "stated", value } });

    private static List<(string?, string?)> Verdicts(JsonElement beliefs) =>
        [.. beliefs.GetProperty("items").EnumerateArray().Select(i => (i.GetProperty("id").GetString(), i.GetProperty("verdict").GetString())).Order()];
}
