using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmRec.EndToEnd.Http;

/// <summary>A server that speaks OpenAI's protocol of chat completions with functions, streamed, and says what a test tells it to.</summary>
internal sealed class ChatCompletionsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public ChatCompletionsServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", AnswerAsync);
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public string Address => $"{_app.Urls.Single()}/v1";

    /// <summary>What is said to the messages of a request, the first of a turn being asked with 0; null: the server fails; it may never answer, too.</summary>
    public Func<JsonElement, int, CancellationToken, Task<Reply?>> Answer { get; set; } = (_, _, _) => Task.FromResult<Reply?>(null);

    /// <summary>Every request.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    /// <summary>Says the same things in turn, for every turn.</summary>
    public void Script(params Func<JsonElement, Reply>[] steps) => Answer = (request, step, _) => Task.FromResult<Reply?>(steps[Math.Min(step, steps.Length - 1)](request));

    public static Func<JsonElement, Reply> Say(string text) => _ => new(text, []);

    public static Func<JsonElement, Reply> Call(params (string Name, object Arguments)[] calls) => _ => new(null, calls);

    /// <summary>What the last function of a request answered.</summary>
    public static JsonElement LastResult(JsonElement request) => JsonSerializer.Deserialize<JsonElement>(request.GetProperty("messages").EnumerateArray().Last(m => Role(m) == "tool").GetProperty("content").GetString()!);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
        Requests.Enqueue(request);
        if (Fault(request) is { } fault)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = new { message = fault, type = "invalid_request_error" } });
            return;
        }

        var messages = request.GetProperty("messages").EnumerateArray().ToList();
        var step = messages.Count - 1 - messages.FindLastIndex(m => Role(m) == "user" && m.GetRawText().Contains("The person says", StringComparison.Ordinal));
        if (await Answer(request, step / 2, context.RequestAborted) is not { } reply)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        context.Response.ContentType = "text/event-stream";
        foreach (var piece in reply.Text?.Chunk(7) ?? [])
        {
            await WriteAsync(context, new { content = new string(piece) }, null);
        }

        if (reply.BreaksOff)
        {
            context.Abort();
            return;
        }

        foreach (var (i, call) in reply.Calls.Index())
        {
            await WriteAsync(context, new { tool_calls = new object[] { new { index = i, id = $"call_{messages.Count}_{i}", type = "function", function = new { name = call.Name, arguments = "" } } } }, null);
            foreach (var piece in JsonSerializer.Serialize(call.Arguments).Chunk(7))
            {
                await WriteAsync(context, new { tool_calls = new object[] { new { index = i, function = new { arguments = new string(piece) } } } }, null);
            }
        }

        await WriteAsync(context, new { }, reply.Calls.Count > 0 ? "tool_calls" : "stop");
        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    /// <summary>What a server of the protocol refuses: calls that are not answered, answers to nothing.</summary>
    private static string? Fault(JsonElement request)
    {
        var open = new HashSet<string>();
        foreach (var message in request.GetProperty("messages").EnumerateArray())
        {
            if (Role(message) == "tool")
            {
                if (!open.Remove(message.GetProperty("tool_call_id").GetString()!))
                {
                    return "A message of the role 'tool' answers no call.";
                }
            }
            else if (open.Count > 0)
            {
                return "A call is not answered.";
            }

            foreach (var call in message.TryGetProperty("tool_calls", out var calls) ? calls.EnumerateArray().ToArray() : [])
            {
                open.Add(call.GetProperty("id").GetString()!);
                _ = JsonSerializer.Deserialize<JsonElement>(call.GetProperty("function").GetProperty("arguments").GetString()!);
            }
        }

        return open.Count > 0 ? "A call is not answered." : null;
    }

    private static string? Role(JsonElement message) => message.GetProperty("role").GetString();

    private static Task WriteAsync(HttpContext context, object delta, string? finish) => context.Response.WriteAsync(
        $"data: {JsonSerializer.Serialize(new { id = "1", @object = "chat.completion.chunk", created = 1, model = "m", choices = new[] { new { index = 0, delta, finish_reason = finish } } })}\n\n", context.RequestAborted);

    /// <summary>What is said.</summary>
    /// <param name="Text">Words; null for none.</param>
    /// <param name="Calls">Functions called.</param>
    internal sealed record Reply(string? Text, IReadOnlyList<(string Name, object Arguments)> Calls)
    {
        /// <summary>Whether the connection is lost behind the words.</summary>
        public bool BreaksOff { get; init; }
    }
}
