using System.Text.Json;

namespace LlmRec.EndToEnd.Http.OpenAi;

/// <summary>OpenAI's own JavaScript client, in a real node.</summary>
public sealed class NodeOpenAiTests(NodeOpenAiTests.Said all) : IClassFixture<NodeOpenAiTests.Said>
{
    [Fact]
    public void It_finds_the_recommender_and_the_encoder_as_models()
    {
        Assert.Equal(["llmrec", "use-lite"], Texts(all["models"]));
        Assert.Equal(["id", "object", "created", "owned_by"], all["model"].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void It_is_answered_in_words_and_in_annotations()
    {
        var first = all["first"];

        Assert.Equal(("chat.completion", "stop"), (first.GetProperty("object").GetString(), first.GetProperty("finish").GetString()));
        Assert.Equal(["alien"], Texts(first.GetProperty("likes")));
        Assert.Equal(3, first.GetProperty("ids").GetArrayLength());
        var (usage, content, annotation) = (first.GetProperty("usage"), first.GetProperty("content").GetString()!, first.GetProperty("annotation"));
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32());
        Assert.InRange(usage.GetProperty("prompt_tokens").GetInt32(), 5, 12);
        Assert.InRange(usage.GetProperty("completion_tokens").GetInt32(), 20, 400);
        var citation = annotation.GetProperty("url_citation");
        var line = content[citation.GetProperty("start_index").GetInt32()..citation.GetProperty("end_index").GetInt32()];
        Assert.Equal($"**{citation.GetProperty("title").GetString()}** — {annotation.GetProperty("item").GetProperty("explanation").GetString()}", line);
        Assert.EndsWith($"/v1/items/{annotation.GetProperty("item").GetProperty("id").GetString()}", citation.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(annotation.GetProperty("item").GetProperty("reasons").EnumerateArray());
    }

    [Fact]
    public void It_goes_on_with_the_message_as_it_came_and_with_its_words_alone()
    {
        var shown = Texts(all["first"].GetProperty("ids"));

        Assert.NotEmpty(Texts(all["second"].GetProperty("ids")));
        Assert.Empty(Texts(all["second"].GetProperty("ids")).Intersect(shown));
        Assert.Equal(shown, Texts(all["second"].GetProperty("shown")).Take(3));
        Assert.Contains(all["first"].GetProperty("content").GetString()!.Split("2. **")[1].Split("**")[0], all["why"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_text_are_one_message()
    {
        Assert.Equal(["Horror"], Texts(all["parts"].GetProperty("unwanted")));
        Assert.NotEmpty(Texts(all["parts"].GetProperty("ids")));
    }

    [Fact]
    public void A_stream_says_the_same_word_by_word_and_counts_at_its_end()
    {
        var stream = all["stream"];

        Assert.Equal(all["first"].GetProperty("content").GetString(), stream.GetProperty("content").GetString());
        Assert.Equal("assistant", stream.GetProperty("role").GetString());
        Assert.Equal(["stop"], Texts(stream.GetProperty("finish")));
        Assert.InRange(stream.GetProperty("pieces").GetInt32(), 20, 1_000);
        Assert.Equal(1, stream.GetProperty("ids").GetInt32());
        Assert.Equal(all["first"].GetProperty("usage").GetProperty("completion_tokens").GetInt32(), stream.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Empty(stream.GetProperty("lastChoices").EnumerateArray());
    }

    [Fact]
    public void Its_own_streaming_helper_puts_message_and_annotations_together()
    {
        var helper = all["helper"];

        Assert.True(helper.GetProperty("same").GetBoolean());
        Assert.Equal(all["first"].GetProperty("content").GetString(), helper.GetProperty("content").GetString());
        Assert.Equal(Texts(all["first"].GetProperty("ids")), Texts(helper.GetProperty("ids")));
        Assert.Equal(["alien"], Texts(helper.GetProperty("likes")));
    }

    [Fact]
    public void An_answer_ends_where_it_is_told_to()
    {
        Assert.DoesNotContain("\n", all["stopped"].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal("stop", all["stopped"].GetProperty("finish").GetString());
        Assert.Empty(Texts(all["stopped"].GetProperty("ids")));
        Assert.Equal("length", all["short"].GetProperty("finish").GetString());
        Assert.InRange(all["short"].GetProperty("tokens").GetInt32(), 1, 5);
    }

    [Fact]
    public void Embeddings_are_the_same_however_they_are_written()
    {
        var embeddings = all["embeddings"];

        Assert.Equal([512, 512], embeddings.GetProperty("counts").EnumerateArray().Select(c => c.GetInt32()));
        Assert.True(embeddings.GetProperty("same").GetBoolean());
        Assert.Equal(1, embeddings.GetProperty("norm").GetDouble(), 5);
        Assert.Equal("use-lite", embeddings.GetProperty("model").GetString());
        Assert.Equal("string", embeddings.GetProperty("base64").GetString());
        Assert.InRange(embeddings.GetProperty("usage").GetProperty("prompt_tokens").GetInt32(), 10, 40);
    }

    [Theory]
    [InlineData("key", "AuthenticationError", 401, "invalid_api_key", null, "not known here")]
    [InlineData("model", "NotFoundError", 404, "model_not_found", "model", "gpt-4o")]
    [InlineData("encoder", "NotFoundError", 404, "model_not_found", "model", "does not chat")]
    [InlineData("modelGet", "NotFoundError", 404, "model_not_found", "model", "no/such model")]
    [InlineData("n", "BadRequestError", 400, "unsupported_value", "n", "Leave n out")]
    [InlineData("tools", "BadRequestError", 400, "unsupported_value", "tools", "No tools are called here")]
    [InlineData("json", "BadRequestError", 400, "unsupported_value", "response_format", "annotations")]
    [InlineData("image", "BadRequestError", 400, "unsupported_value", "messages[0].content[0]", "image_url")]
    [InlineData("long", "BadRequestError", 400, "context_length_exceeded", "messages", "100,000 characters; at most 10,000")]
    [InlineData("streamed", "BadRequestError", 400, "invalid_value", "messages", "missing or empty")]
    [InlineData("tokens", "BadRequestError", 400, "unsupported_value", "input", "send the text itself")]
    [InlineData("dimensions", "BadRequestError", 400, "unsupported_value", "dimensions", "512")]
    [InlineData("responses", "NotFoundError", 404, null, null, "/v1/chat/completions")]
    public void What_is_refused_is_an_error_of_its_class(string name, string type, int status, string? code, string? param, string says)
    {
        var error = all["errors"].GetProperty(name);

        Assert.Equal(
            (type, status, code, param, "invalid_request_error"),
            (error.GetProperty("class").GetString()!, error.GetProperty("status").GetInt32(), error.GetProperty("code").GetString(), error.GetProperty("param").GetString(), error.GetProperty("type").GetString()));
        Assert.Contains(says, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(error.GetProperty("hasRequestId").GetBoolean());
    }

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(t => t.GetString()!)];

    /// <summary>What the client said, asked once.</summary>
    public sealed class Said : IAsyncLifetime, IAsyncDisposable
    {
        private readonly WireApi _api = new();
        private JsonElement _said;

        public JsonElement this[string name] => _said.GetProperty(name);

        public async Task InitializeAsync()
        {
            await _api.InitializeAsync();
            _said = await NodeClient.SaidAsync("openai.mjs", _api.Base, WireApi.Reader);
        }

        public ValueTask DisposeAsync() => new(((IAsyncLifetime)_api).DisposeAsync());

        Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
    }
}
