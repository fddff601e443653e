using System.Text.Json;

namespace LlmRec.EndToEnd.Http;

public sealed class ExplanationTests : IClassFixture<RecommendationTests.Embedded>
{
    private readonly TestApi _api;

    public ExplanationTests(RecommendationTests.Embedded api) => _api = api;

    [Fact]
    public async Task An_explanation_names_what_was_liked_and_passes_its_check()
    {
        await LikeAsync("reader", "alien");

        var answer = await _api.GetAsync("/v1/users/reader/explanations/aliens");

        Assert.Equal("aliens", answer.GetProperty("itemId").GetString());
        Assert.Equal("template", answer.GetProperty("source").GetString());
        Assert.True(answer.GetProperty("check").GetProperty("passed").GetBoolean());
        Assert.Contains("Alien", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, answer.GetProperty("evidence").ValueKind);
    }

    [Fact]
    public async Task As_an_event_stream_the_checked_text_comes_before_the_whole()
    {
        await LikeAsync("streamer", "alien");

        var response = await _api.SendAsync(HttpMethod.Get, "/v1/users/streamer/explanations/aliens", change: r => r.Headers.Add("Accept", "text/event-stream"));
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["token", "done"], text.Split('\n').Where(l => l.StartsWith("event: ", StringComparison.Ordinal)).Select(l => l["event: ".Length..].Trim()));
    }

    [Fact]
    public async Task A_list_is_explained_when_asked_for()
    {
        await LikeAsync("lister", "alien");

        var answer = await _api.GetAsync("/v1/users/lister/recommendations?limit=3&explain=true");

        Assert.All(answer.GetProperty("items").EnumerateArray(), i => Assert.NotEmpty(i.GetProperty("explanation").GetProperty("text").GetString()!));
    }

    [Theory]
    [InlineData("/v1/users/nobody-here/explanations/aliens", 404, "nobody-here")]
    [InlineData("/v1/users/asker/explanations/no-such-item", 404, "no-such-item")]
    [InlineData("/v1/users/asker/explanations/aliens?versus=no-such-item", 404, "no-such-item")]
    [InlineData("/v1/users/asker/explanations/aliens?versus=aliens", 400, "versus")]
    public async Task What_is_not_there_is_named(string path, int status, string says)
    {
        await LikeAsync("asker", "alien");

        Assert.Contains(says, await TestApi.ProblemAsync(await _api.SendAsync(HttpMethod.Get, path), status), StringComparison.Ordinal);
    }

    private Task<JsonElement> LikeAsync(string user, string item) => _api.PostAsync("/v1/interactions", new[] { new { userId = user, itemId = item, type = "like" } });
}
