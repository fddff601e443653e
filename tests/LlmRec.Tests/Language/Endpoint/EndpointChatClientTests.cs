using System.Text.Json;
using LlmRec.Language;
using LlmRec.Language.Endpoint;
using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Language.Endpoint;

/// <summary>A server that does its work, and all the ways in which one doesn't.</summary>
public sealed class EndpointChatClientTests
{
    private const string Streaming = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private static readonly ChatMessage[] Hello = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello?")];

    [Fact]
    public async Task An_answer_streams_through_with_its_counts()
    {
        await using var server = new StandInServer((stream, stop) => StandInServer.WriteAsync(
            stream,
            Streaming + Piece("Good ") + Piece("day, 漢字") + Piece("", "\"stop\"") + "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}\n\ndata: [DONE]\n\n",
            stop));
        using var client = Client(server.Address, apiKey: "secret");

        var answer = await client.GetResponseAsync(Hello, new() { Temperature = .5f, MaxOutputTokens = 50, StopSequences = ["END"], Seed = 7, ResponseFormat = ChatResponseFormat.Json });

        Assert.Equal("Good day, 漢字", answer.Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal((9, 4), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
        var request = Assert.Single(server.Requests);
        Assert.Contains("POST /v1/chat/completions", request, StringComparison.Ordinal);
        Assert.Contains("Bearer secret", request, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(request[request.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.Equal(["system", "user"], body.RootElement.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.Equal("the-model", body.RootElement.GetProperty("model").GetString());
        Assert.Equal(7, body.RootElement.GetProperty("seed").GetInt32());
        Assert.Equal("json_object", body.RootElement.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("404 Not Found", "text/plain", "no such model", "status 404")]
    [InlineData("401 Unauthorized", "application/json", "{\"error\":{\"message\":\"wrong key\",\"type\":\"auth\",\"code\":\"401\"}}", "Llm:ApiKey")]
    [InlineData("400 Bad Request", "application/json", "{\"error\":{\"message\":\"no grammar\"}}", "status 400")]
    [InlineData("200 OK", "text/html", "<html><body>Welcome to nginx!</body></html>", "base address")]
    [InlineData("200 OK", "text/event-stream", "data: {\"choices\": \"banana\"}\n\n", "not OpenAI's protocol")]
    [InlineData("200 OK", "text/event-stream", "data: {not json\n\n", "not OpenAI's protocol")]
    [InlineData("200 OK", "text/event-stream", "", "ended without an answer")]
    [InlineData("200 OK", "text/event-stream", "data: [DONE]\n\n", "ended without an answer")]
    public async Task What_is_no_answer_is_told_as_none(string status, string type, string body, string says)
    {
        await using var server = StandInServer.With(status, type, body);
        using var client = Client(server.Address);

        var fault = await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync(Hello));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Contains(server.Address, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_down_is_told_to_be()
    {
        string address;
        await using (var server = new StandInServer((_, _) => Task.CompletedTask))
        {
            address = server.Address;
        }

        using var client = Client(address);

        Assert.Contains("Is it running?", (await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync(Hello))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Streaming)]
    [InlineData(Streaming + ": keep-alive\n\n")]
    public async Task A_server_that_keeps_silent_is_left_at_the_deadline(string begins)
    {
        await using var server = new StandInServer(async (stream, stop) =>
        {
            await StandInServer.WriteAsync(stream, begins, stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        using var client = Client(server.Address, deadline: .3);

        await Assert.ThrowsAsync<DeadlineException>(() => client.GetResponseAsync(Hello));
    }

    [Fact]
    public async Task A_server_that_never_stops_is_left_once_it_wrote_more_than_it_was_asked_for()
    {
        await using var server = new StandInServer(async (stream, stop) =>
        {
            await StandInServer.WriteAsync(stream, Streaming, stop);
            while (true)
            {
                await StandInServer.WriteAsync(stream, Piece("and on and on "), stop);
            }
        });
        using var client = Client(server.Address);

        var fault = await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync(Hello, new() { MaxOutputTokens = 20 }));

        Assert.Contains("goes on beyond the 20 tokens", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_breaks_off_is_told_to_have()
    {
        await using var server = new StandInServer((stream, stop) => StandInServer.WriteAsync(stream, Streaming + Piece("Good "), stop));
        using var client = Client(server.Address);
        var text = "";

        var fault = await Assert.ThrowsAsync<LanguageException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(Hello))
            {
                text += update.Text;
            }
        });

        Assert.Equal("Good ", text);
        Assert.Contains("broke off", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_full_says_when_to_come_back()
    {
        await using var server = StandInServer.With("429 Too Many Requests", "application/json", "{}", "Retry-After: 0\r\n");
        using var client = Client(server.Address);

        Assert.Equal(TimeSpan.FromSeconds(1), (await Assert.ThrowsAsync<QueueFullException>(() => client.GetResponseAsync(Hello))).RetryAfter);
    }

    [Fact]
    public async Task A_caller_that_gives_up_hears_of_its_own_cancellation()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new StandInServer(async (stream, ended) =>
        {
            await StandInServer.WriteAsync(stream, Streaming + Piece("Good "), ended);
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, ended);
        });
        using var client = Client(server.Address);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(Hello, cancellationToken: stop.Token));
    }

    [Fact]
    public async Task What_the_protocol_does_not_have_is_refused_by_name()
    {
        using var client = Client("http://127.0.0.1:1/v1");

        Assert.Contains("grammar", (await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync(Hello, new ChatOptions().WithGrammar("start: \"a\"")))).Message, StringComparison.Ordinal);
        Assert.Contains("web_search", (await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync(Hello, new() { Tools = [new HostedWebSearchTool()] }))).Message, StringComparison.Ordinal);
        Assert.Contains("something else", (await Assert.ThrowsAsync<LanguageException>(() => client.GetResponseAsync([new(ChatRole.User, [new DataContent("data:image/png;base64,AAAA")])]))).Message, StringComparison.Ordinal);
    }

    private static string Piece(string text, string finish = "null") =>
        $"data: {{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{JsonSerializer.Serialize(text)}}},\"finish_reason\":{finish}}}]}}\n\n";

    private static EndpointChatClient Client(string address, double deadline = 60, string? apiKey = null) =>
        new(new() { Endpoint = address, Model = "the-model", DeadlineSeconds = deadline, ApiKey = apiKey }, TimeProvider.System);
}
