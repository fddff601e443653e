using System.Text.Json;

namespace LlmRec.EndToEnd.Http;

public sealed class ChatTests : IClassFixture<RecommendationTests.Embedded>
{
    private readonly TestApi _api;

    public ChatTests(RecommendationTests.Embedded api) => _api = api;

    [Fact]
    public async Task A_visitor_says_what_they_like_and_is_shown_something_else()
    {
        var answer = await SayAsync("I loved Alien", user: "visitor-a");
        var id = answer.GetProperty("conversationId").GetString()!;
        var more = await SayAsync("more", id);
        var kept = await _api.GetAsync($"/v1/conversations/{id}");

        Assert.Equal("alien", Assert.Single(answer.GetProperty("state").GetProperty("likes").EnumerateArray()).GetString());
        Assert.NotEmpty(answer.GetProperty("items").EnumerateArray());
        Assert.DoesNotContain(answer.GetProperty("items").EnumerateArray(), i => i.GetProperty("id").GetString() == "alien");
        Assert.Equal(1, more.GetProperty("turn").GetInt32());
        Assert.Equal(["I loved Alien", "more"], kept.GetProperty("turns").EnumerateArray().Select(t => t.GetProperty("message").GetString()));
        Assert.Contains((await _api.GetAsync("/v1/conversations?user=visitor-a")).EnumerateArray(), c => c.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task As_an_event_stream_state_and_items_come_before_the_words()
    {
        var response = await _api.SendAsync(HttpMethod.Post, "/v1/chat", """{"message":"I loved Alien"}""", change: r => r.Headers.Add("Accept", "text/event-stream"));
        var text = await response.Content.ReadAsStringAsync();

        string[] events = [.. text.Split('\n').Where(l => l.StartsWith("event: ", StringComparison.Ordinal)).Select(l => l["event: ".Length..].Trim())];
        // A token a sentence.
        Assert.Equal(["state", "items", "token", "done"], events.Where((e, i) => e != "token" || events[i - 1] != "token"));
    }

    [Fact]
    public async Task A_conversation_that_is_erased_is_gone()
    {
        var id = (await SayAsync("hello")).GetProperty("conversationId").GetString();

        Assert.Equal(204, (int)(await _api.SendAsync(HttpMethod.Delete, $"/v1/conversations/{id}")).StatusCode);
        Assert.Equal(404, (int)(await _api.SendAsync(HttpMethod.Get, $"/v1/conversations/{id}")).StatusCode);
        Assert.Equal(404, (int)(await _api.SendAsync(HttpMethod.Delete, $"/v1/conversations/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("""{"message":""}""", 400, "empty")]
    [InlineData("""{}""", 400, "empty")]
    [InlineData("""{"message":"hello","conversationId":"no-such-one"}""", 404, "no-such-one")]
    public async Task What_cannot_be_answered_says_why(string body, int status, string says) => Assert.Contains(
        says, await TestApi.ProblemAsync(await _api.SendAsync(HttpMethod.Post, "/v1/chat", body), status), StringComparison.Ordinal);

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_by_its_length() => Assert.Contains(
        "10,000", await TestApi.ProblemAsync(await _api.SendAsync(HttpMethod.Post, "/v1/chat", $$"""{"message":"{{new string('x', 100_000)}}"}"""), 400), StringComparison.Ordinal);

    [Fact]
    public async Task Whose_conversations_are_meant_must_be_said() => Assert.Contains(
        "user", await TestApi.ProblemAsync(await _api.SendAsync(HttpMethod.Get, "/v1/conversations"), 400), StringComparison.Ordinal);

    private Task<JsonElement> SayAsync(string message, string? conversationId = null, string? user = null) =>
        _api.PostAsync("/v1/chat", new { message, conversationId, userId = user });
}
