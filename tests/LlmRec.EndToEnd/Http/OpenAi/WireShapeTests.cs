using System.Net.Http.Headers;
using System.Text.Json;

namespace LlmRec.EndToEnd.Http.OpenAi;

/// <summary>Requests as clients write them by hand, right and wrong.</summary>
public sealed class WireShapeTests(WireApi api) : IClassFixture<WireApi>
{
    private const string Chat = "/v1/chat/completions";
    private const string Embeddings = "/v1/embeddings";
    private const string Hello = """{"role":"user","content":"I loved Alien"}""";

    public static TheoryData<string, string, int, string?, string?, string> Refused() => new()
    {
        { Chat, "", 400, null, null, "The body is missing" },
        { Chat, "{", 400, null, null, "not valid JSON" },
        { Chat, "[]", 400, null, null, "another shape" },
        { Chat, """{"messages":[]}""", 400, "invalid_value", "model", "send \"llmrec\"" },
        { Chat, """{"model":"llmrec"}""", 400, "invalid_value", "messages", "missing or empty" },
        { Chat, """{"model":"llmrec","messages":"hello"}""", 400, null, null, "messages has the wrong type" },
        { Chat, """{"model":"llmrec","messages":[null]}""", 400, "invalid_value", "messages[0].role", "has no role" },
        { Chat, """{"model":"llmrec","messages":[{"content":"x"}]}""", 400, "invalid_value", "messages[0].role", "has no role" },
        { Chat, """{"model":"llmrec","messages":[{"role":"robot","content":"x"}]}""", 400, "invalid_value", "messages[0].role", "'robot'" },
        { Chat, """{"model":"llmrec","messages":[{"role":"system","content":"x"}]}""", 400, "invalid_value", "messages", "no message of the role user" },
        { Chat, """{"model":"llmrec","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"}]}""", 400, "invalid_value", "messages", "the last one is the assistant's" },
        { Chat, """{"model":"llmrec","messages":[{"role":"user"}]}""", 400, "invalid_value", "messages[0].content", "must be a text" },
        { Chat, """{"model":"llmrec","messages":[{"role":"user","content":7}]}""", 400, "invalid_value", "messages[0].content", "must be a text" },
        { Chat, """{"model":"llmrec","messages":[{"role":"user","content":" "}]}""", 400, "invalid_value", "messages[0].content", "empty" },
        { Chat, """{"model":"llmrec","messages":[{"role":"user","content":[]}]}""", 400, "invalid_value", "messages[0].content", "empty" },
        { Chat, """{"model":"llmrec","messages":[{"role":"user","content":["x"]}]}""", 400, "invalid_value", "messages[0].content[0]", "has no type" },
        { Chat, """{"model":"llmrec","messages":[{"role":"user","content":[{"type":"input_audio"}]}]}""", 400, "unsupported_value", "messages[0].content[0]", "only text" },
        { Chat, With("n", "0"), 400, "unsupported_value", "n", "one answer" },
        { Chat, With("stop", "[]") + "x", 400, null, null, "not valid JSON" },
        { Chat, With("stop", """["a","b","c","d","e"]"""), 400, "invalid_value", "stop", "at most 4" },
        { Chat, With("stop", "\"\""), 400, "invalid_value", "stop", "none of them empty" },
        { Chat, With("stop", """{"a":1}"""), 400, "invalid_value", "stop", "must be a text" },
        { Chat, With("max_tokens", "0"), 400, "invalid_value", "max_tokens", "at least 1" },
        { Chat, With("functions", """[{"name":"f"}]"""), 400, "unsupported_value", "functions", "No tools" },
        { Chat, With("logprobs", "true"), 400, "unsupported_value", "logprobs", "Leave logprobs out" },
        { Chat, With("modalities", """["text","audio"]"""), 400, "unsupported_value", "modalities", "text" },
        { Chat, With("response_format", """{"type":"json_schema"}"""), 400, "unsupported_value", "response_format", "annotations" },
        { Chat, With("stream_options", """{"include_usage":true}"""), 400, "invalid_value", "stream_options", "stream: true" },
        { Embeddings, """{"model":"use-lite"}""", 400, "invalid_value", "input", "missing" },
        { Embeddings, """{"input":"x"}""", 400, "invalid_value", "model", "use-lite" },
        { Embeddings, """{"model":"llmrec","input":"x"}""", 404, "model_not_found", "model", "does not embed" },
        { Embeddings, """{"model":"text-embedding-3-small","input":"x"}""", 404, "model_not_found", "model", "text-embedding-3-small" },
        { Embeddings, """{"model":"use-lite","input":[]}""", 400, "invalid_value", "input", "0 texts" },
        { Embeddings, """{"model":"use-lite","input":["x",""]}""", 400, "invalid_value", "input", "input[1] is empty" },
        { Embeddings, """{"model":"use-lite","input":["x",1]}""", 400, "invalid_value", "input", "an array of texts" },
        { Embeddings, """{"model":"use-lite","input":[[1,2],[3]]}""", 400, "unsupported_value", "input", "numbers of tokens" },
        { Embeddings, """{"model":"use-lite","input":"x","encoding_format":"hex"}""", 400, "invalid_value", "encoding_format", "base64" },
        { Embeddings, $$"""{"model":"use-lite","input":["short","{{Long(300)}}"]}""", 400, "context_length_exceeded", "input", "input[1] has 300 tokens; use-lite reads 128" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_taken_is_refused_in_openais_shape(string path, string body, int status, string? code, string? param, string says)
    {
        var error = await ErrorAsync(await api.SendAsync(HttpMethod.Post, path, body), status);

        Assert.Equal((code, param), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
        Assert.Contains(says, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", Chat, 405)]
    [InlineData("DELETE", "/v1/models/llmrec", 405)]
    [InlineData("GET", "/v1/models/nosuch", 404)]
    [InlineData("GET", "/v1/models/a/b", 404)]
    [InlineData("POST", "/v1/completions", 404)]
    public async Task Errors_of_the_framework_have_openais_shape_too(string method, string path, int status) =>
        await ErrorAsync(await api.SendAsync(new HttpMethod(method), path), status);

    [Fact]
    public async Task Without_a_key_and_with_another_content_type_the_shape_is_the_same()
    {
        var noKey = await api.SendAsync(HttpMethod.Post, Chat, "{}", change: r => r.Headers.Authorization = new AuthenticationHeaderValue("Basic", "x"));
        var error = await ErrorAsync(noKey, 401);
        Assert.Equal("invalid_api_key", error.GetProperty("code").GetString());
        Assert.Contains("Authorization: Bearer KEY", error.GetProperty("message").GetString(), StringComparison.Ordinal);

        Assert.Contains("application/json", (await ErrorAsync(await api.SendAsync(HttpMethod.Post, Chat, "{}", "text/plain"), 415)).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("MaxBodyMb", (await ErrorAsync(await api.SendAsync(HttpMethod.Post, Chat, new string(' ', 9 * 1024 * 1024), change: r => r.Headers.ExpectContinue = true), 413)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_means_nothing_here_is_read_over()
    {
        var answer = await SayAsync(
            $$"""{"role":"developer","content":"Be brief."},{{Hello}},{"role":"tool","tool_call_id":"x","content":null},{"role":"assistant","content":null,"tool_calls":[]},{"role":"user","name":"ana","content":"more"}""",
            """
            "temperature":1.5,"top_p":0.1,"seed":1,"presence_penalty":1,"logit_bias":{"50256":-100},"n":1,"tools":[],"tool_choice":"none","response_format":{"type":"text"},
            "modalities":["text"],"logprobs":false,"store":true,"metadata":{"a":"b"},"service_tier":"auto","user":null,"stop":null,"stream":false,"unheard_of":[1]
            """);

        Assert.Equal(["alien"], State(answer).GetProperty("likes").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(3, Message(answer).GetProperty("annotations").GetArrayLength());
    }

    [Fact]
    public async Task A_message_that_was_too_long_does_not_stop_the_conversation_for_good()
    {
        // The page that sent it keeps it, and sends it with every call from then on.
        var answer = await SayAsync($$"""{"role":"user","content":"I loved Alien. {{new string('x', 100_000)}}"},{"role":"user","content":"more"}""");

        Assert.Equal(["alien"], State(answer).GetProperty("likes").EnumerateArray().Select(l => l.GetString()));
    }

    [Fact]
    public async Task A_thousand_messages_are_read_and_more_than_can_be_are_refused()
    {
        var messages = Enumerable.Range(0, 499).SelectMany(i => new[] { $$"""{"role":"user","content":"I liked Blade Runner and want something like Terminater, not too violent, number {{i}}"}""", """{"role":"assistant","content":"Try this:\n\n1. **Aliens (1986)** — because"}""" });

        var answer = await SayAsync($$"""{{string.Join(',', messages)}},{{Hello}},{"role":"user","content":"more"}""");

        Assert.Contains("aliens", State(answer).GetProperty("shown").EnumerateArray().Select(s => s.GetString()));
        Assert.Contains("context_length_exceeded", (await ErrorAsync(await api.SendAsync(
            HttpMethod.Post, Chat, Body(string.Join(',', Enumerable.Repeat(Hello, 4_001)))), 400)).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("characters", (await ErrorAsync(await api.SendAsync(
            HttpMethod.Post, Chat, Body(string.Join(',', Enumerable.Range(0, 51).Select(i => $$"""{"role":"user","content":"{{i}}{{new string('x', 5_000)}}"}""")))), 400)).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("characters", (await ErrorAsync(await api.SendAsync(
            HttpMethod.Post, Chat, Body($$"""{"role":"system","content":"{{new string('x', 2_100_000)}}"},{{Hello}}""")), 400)).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"state":"likes"}""")]
    [InlineData("""{"state":{"likes":null}}""")]
    [InlineData("""{"state":{"likes":[null]}}""")]
    [InlineData("""{"state":{"likes":["heist","heist"]}}""")]
    [InlineData("""{"state":{"likes":["heist"],"dislikes":["heist"]}}""")]
    [InlineData("""{"state":{"wanted":[{"value":"Crime"}]}}""")]
    [InlineData("""{"state":{"yearFrom":"soon"}}""")]
    [InlineData("""{"state":{"question":{"kind":"category","options":null}}}""")]
    public async Task A_state_that_comes_back_damaged_is_as_good_as_none(string notes)
    {
        var answer = await SayAsync($$"""{{Hello}},{"role":"assistant","content":"1. **Aliens (1986)**","llmrec":{{notes}}},{"role":"user","content":"more"}""");

        Assert.Equal(["alien"], State(answer).GetProperty("likes").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal("aliens", State(answer).GetProperty("shown")[0].GetString());
    }

    [Fact]
    public async Task A_state_that_comes_back_whole_is_gone_on_from_even_when_its_beginning_is_left_out()
    {
        var first = Message(await SayAsync("""{"role":"user","content":"I loved Alien and hate crime"}"""));

        var later = await SayAsync($$"""{{first.GetRawText()}},{"role":"user","content":"more"}""");

        Assert.Equal(["alien"], State(later).GetProperty("likes").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(["Crime"], State(later).GetProperty("unwanted").EnumerateArray().Select(u => u.GetProperty("value").GetString()));
    }

    [Fact]
    public async Task Where_only_what_openai_knows_of_annotations_came_back_the_addresses_say_what_was_shown()
    {
        var annotation = """{"type":"url_citation","url_citation":{"start_index":0,"end_index":1,"title":"x","url":"https://elsewhere.example/base/v1/items/blade%2Drunner"}}""";

        var answer = await SayAsync($$"""{{Hello}},{"role":"assistant","content":"","annotations":[{{annotation}}]},{"role":"user","content":"more"}""");

        Assert.Equal("blade-runner", State(answer).GetProperty("shown")[0].GetString());
    }

    [Fact]
    public async Task What_a_user_says_is_kept_for_their_next_visit()
    {
        await SayAsync(Hello, """
            "user":"wire-user"
            """);

        var next = await api.GetAsync("/v1/users/wire-user/recommendations?explain=true");
        Assert.Contains("you liked Alien", next.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, await api.ScalarAsync<long>("SELECT COUNT(*) FROM interactions WHERE type = 'stated'"));
    }

    [Fact]
    public async Task Items_of_an_annotation_can_be_clicked_and_counted()
    {
        var answer = await SayAsync(Hello);
        var message = Message(answer);

        var url = message.GetProperty("annotations")[0].GetProperty("url_citation").GetProperty("url").GetString()!;
        var item = await TestApi.JsonAsync(await api.Client.GetAsync(new Uri(url)));
        Assert.Equal(message.GetProperty("annotations")[0].GetProperty("item").GetProperty("id").GetString(), item.GetProperty("id").GetString());
        var impression = await api.PostAsync("/v1/impressions", new[] { new { recommendationId = message.GetProperty("llmrec").GetProperty("recommendationId").GetString(), userId = "someone", items = new[] { item.GetProperty("id").GetString() } } });
        Assert.Equal(1, impression.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task A_long_text_is_embedded_as_far_as_it_is_read_where_that_is_wanted()
    {
        var cut = await api.PostAsync(Embeddings, new { model = "use-lite", input = Long(300), truncate = true });
        var whole = await api.PostAsync(Embeddings, new { model = "use-lite", input = Long(128) });

        Assert.Equal(128, cut.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(whole.GetProperty("data")[0].GetProperty("embedding").GetRawText(), cut.GetProperty("data")[0].GetProperty("embedding").GetRawText());
    }

    [Fact]
    public async Task A_stream_is_chunks_of_one_answer_and_ends_with_done()
    {
        var response = await api.SendAsync(HttpMethod.Post, Chat, With("stream", "true"));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.All(events, e => Assert.StartsWith("data: ", e, StringComparison.Ordinal));
        Assert.Equal("data: [DONE]", events[^1].Trim());
        var chunks = events[..^1].Select(e => JsonSerializer.Deserialize<JsonElement>(e["data: ".Length..])).ToList();
        Assert.All(chunks, c => Assert.Equal("chat.completion.chunk", c.GetProperty("object").GetString()));
        Assert.DoesNotContain(chunks, c => c.TryGetProperty("usage", out _));
        Assert.Equal("stop", chunks[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.All(chunks[..^1], c => Assert.Equal(JsonValueKind.Null, c.GetProperty("choices")[0].GetProperty("finish_reason").ValueKind));
        Assert.Equal(3, chunks[^2].GetProperty("choices")[0].GetProperty("delta").GetProperty("annotations").GetArrayLength());
    }

    private static string Long(int words) => string.Join(' ', Enumerable.Repeat("sea", words));

    private static async Task<JsonElement> ErrorAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.Contains("X-Request-Id"));
        var body = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal("error", Assert.Single(body.EnumerateObject()).Name);
        var error = body.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(p => p.Name));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        return error;
    }

    private static JsonElement Message(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("message");

    private static JsonElement State(JsonElement answer) => Message(answer).GetProperty("llmrec").GetProperty("state");

    private static string With(string name, string json) => Body(Hello, $"\"{name}\":{json}");

    private static string Body(string messages, string? others = null) => $"{{\"model\":\"llmrec\",\"messages\":[{messages}]{(others is null ? "" : ",")}{others}}}";

    private async Task<JsonElement> SayAsync(string messages, string? others = null) => await TestApi.JsonAsync(await api.SendAsync(HttpMethod.Post, Chat, Body(messages, others)));
}
