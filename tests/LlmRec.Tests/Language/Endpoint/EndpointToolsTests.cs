using System.ComponentModel;
using System.Text.Json;
using LlmRec.Language;
using LlmRec.Language.Endpoint;
using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Language.Endpoint;

/// <summary>Functions over OpenAI's protocol, as servers of several kinds speak it.</summary>
public sealed class EndpointToolsTests
{
    private const string Streaming = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private static readonly AIFunction Search = AIFunctionFactory.Create(([Description("What for.")] string query) => query, "search", "Find items.");

    [Fact]
    public async Task Functions_calls_and_results_go_as_the_protocol_has_them()
    {
        await using var server = With(Chunk("""{"content":"Done."}""", "\"stop\""));
        using var client = Client(server.Address);
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Hello?"),
            new(ChatRole.Assistant, [new TextContent("One moment."), new FunctionCallContent("a", "search", new Dictionary<string, object?> { ["query"] = "x\"y" }), new FunctionCallContent("b", "search")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", "{\"items\":[]}"), new FunctionResultContent("b", new { error = "no" })]),
        ];

        var answer = await client.GetResponseAsync(messages, new() { Tools = [Search], ToolMode = ChatToolMode.None });

        Assert.Equal("Done.", answer.Text);
        var body = Body(server);
        var function = body.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal(("search", "Find items."), (function.GetProperty("name").GetString(), function.GetProperty("description").GetString()));
        Assert.Equal("string", function.GetProperty("parameters").GetProperty("properties").GetProperty("query").GetProperty("type").GetString());
        Assert.Equal("none", body.GetProperty("tool_choice").GetString());
        Assert.False(body.TryGetProperty("parallel_tool_calls", out _));
        var sent = body.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["user", "assistant", "tool", "tool"], sent.Select(m => m.GetProperty("role").GetString()));
        Assert.Equal("""{"query":"x\"y"}""", JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(sent[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()!), Relaxed));
        Assert.Equal("{}", sent[1].GetProperty("tool_calls")[1].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Contains("One moment.", sent[1].GetProperty("content").GetRawText(), StringComparison.Ordinal);
        Assert.Equal([("a", "{\"items\":[]}"), ("b", "{\"error\":\"no\"}")], sent.Skip(2).Select(m => (m.GetProperty("tool_call_id").GetString()!, m.GetProperty("content").GetString()!)));
    }

    [Theory]
    [InlineData("required", null)]
    [InlineData("search", "search")]
    public async Task What_must_be_called_is_said(string expected, string? name)
    {
        await using var server = With(Chunk("""{"content":"Done."}""", "\"stop\""));
        using var client = Client(server.Address);

        await client.GetResponseAsync([new(ChatRole.User, "Hello?")], new() { Tools = [Search], ToolMode = name is null ? ChatToolMode.RequireAny : ChatToolMode.RequireSpecific(name) });

        Assert.Contains(expected, Body(server).GetProperty("tool_choice").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_in_pieces_side_by_side_come_out_whole()
    {
        await using var server = With(
            Chunk("""{"role":"assistant","content":"Let me "}""")
            + Chunk("""{"content":"see."}""")
            + Chunk("""{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"search","arguments":""}}]}""")
            + Chunk("""{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"similar","arguments":"{\"it"}}]}""")
            + Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"query\":\"漢"}}]}""")
            + Chunk("""{"tool_calls":[{"index":1,"function":{"arguments":"em\":\"alien\"}"}},{"index":0,"function":{"arguments":"字\",\"limit\":3}"}}]}""")
            + Chunk("{}", "\"tool_calls\""));
        using var client = Client(server.Address);

        var answer = await client.GetResponseAsync([new(ChatRole.User, "Hello?")], new() { Tools = [Search] });

        var message = Assert.Single(answer.Messages);
        Assert.Equal("Let me see.", message.Text);
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal(
            [("a", "search", "漢字"), ("b", "similar", "alien")],
            message.Contents.OfType<FunctionCallContent>().Select(c => (c.CallId, c.Name, c.Arguments!.First().Value!.ToString()!)));
    }

    [Theory]
    // No number; no id; "stop" for a reason: as some servers have it.
    [InlineData("""{"tool_calls":[{"id":"a","type":"function","function":{"name":"search","arguments":"{\"query\":\"x\"}"}},{"id":"b","type":"function","function":{"name":"search","arguments":"{\"query\":\"y\"}"}}]}""", 2)]
    [InlineData("""{"tool_calls":[{"index":0,"type":"function","function":{"name":"search","arguments":"{\"query\":\"x\"}"}}]}""", 1)]
    public async Task Calls_of_servers_that_leave_something_out_are_understood(string delta, int calls)
    {
        await using var server = With(Chunk(delta) + Chunk("{}", "\"stop\""));
        using var client = Client(server.Address);

        var answer = await client.GetResponseAsync([new(ChatRole.User, "Hello?")], new() { Tools = [Search] });

        var called = answer.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();
        Assert.Equal(calls, called.Count);
        Assert.Equal(calls, called.Select(c => c.CallId).Where(id => id.Length > 0).Distinct().Count());
        Assert.All(called, c => Assert.Equal("search", c.Name));
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
    }

    [Theory]
    [InlineData("{\\\"query\\\":")]
    [InlineData("[1]")]
    [InlineData("banana")]
    public async Task Arguments_that_are_no_object_are_told_with_the_call(string arguments)
    {
        await using var server = With(Chunk($$$"""{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"search","arguments":"{{{arguments}}}"}}]}""", "\"tool_calls\""));
        using var client = Client(server.Address);

        var answer = await client.GetResponseAsync([new(ChatRole.User, "Hello?")], new() { Tools = [Search] });

        var call = Assert.Single(answer.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.NotNull(call.Exception);
        Assert.Null(call.Arguments);
    }

    [Theory]
    [InlineData("""{"tool_calls":"banana"}""", "not OpenAI's protocol")]
    [InlineData("""{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"search","arguments":"{"}}]}""", "broke off")]
    public async Task Calls_that_are_none_are_told_as_none(string delta, string says)
    {
        await using var server = With(Chunk(delta));
        using var client = Client(server.Address);

        Assert.Contains(says, (await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync([new(ChatRole.User, "Hello?")], new() { Tools = [Search] }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_ends_a_call_is_left()
    {
        await using var server = new StandInServer(async (stream, stop) =>
        {
            await StandInServer.WriteAsync(stream, Streaming, stop);
            while (true)
            {
                await StandInServer.WriteAsync(stream, Chunk("""{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"search","arguments":"and on and on "}}]}"""), stop);
            }
        });
        using var client = Client(server.Address);

        Assert.Contains("goes on beyond", (await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync([new(ChatRole.User, "Hello?")], new() { Tools = [Search], MaxOutputTokens = 20 }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_out_of_place_are_refused()
    {
        using var client = Client("http://127.0.0.1:1/v1");

        Assert.Contains("'tool'", (await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync([new(ChatRole.User, [new FunctionResultContent("a", "x")])]))).Message, StringComparison.Ordinal);
        Assert.Contains("'assistant'", (await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync([new(ChatRole.User, [new FunctionCallContent("a", "x")])]))).Message, StringComparison.Ordinal);
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static StandInServer With(string events) => new((stream, stop) => StandInServer.WriteAsync(stream, Streaming + events + (events.Contains("stop", StringComparison.Ordinal) ? "data: [DONE]\n\n" : ""), stop));

    private static JsonElement Body(StandInServer server)
    {
        var request = Assert.Single(server.Requests);
        return JsonSerializer.Deserialize<JsonElement>(request[request.IndexOf('{', StringComparison.Ordinal)..]);
    }

    private static string Chunk(string delta, string finish = "null") =>
        $"data: {{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{delta},\"finish_reason\":{finish}}}]}}\n\n";

    private static EndpointChatClient Client(string address) => new(new() { Endpoint = address, Model = "the-model" }, TimeProvider.System);
}
