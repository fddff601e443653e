using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Agents.Conversing.Tools;

/// <summary>What a model sees when it is asked.</summary>
/// <param name="Messages">All messages.</param>
/// <param name="Options">The options.</param>
internal sealed record Asked(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>What the functions called last answered.</summary>
    public IReadOnlyList<JsonElement> Results => Messages[^1].Role != ChatRole.Tool ? []
        : [.. Messages[^1].Contents.OfType<FunctionResultContent>().Select(r => JsonSerializer.Deserialize<JsonElement>((string)r.Result!))];

    /// <summary>Titles of the items that one of them returned, in order.</summary>
    public IReadOnlyList<string> Titles(int result = 0) => [.. Results[result].GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()!)];
}

/// <summary>A model that calls and says what it is told to, a step after the other; the last step comes again and again.</summary>
internal sealed class ToolScript(params Func<Asked, ChatMessage>[] steps) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("scripted", null, "scripted 1");
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _at;

    /// <summary>What it was asked, in order.</summary>
    public List<Asked> Asked { get; } = [];

    /// <summary>When it is asked for the first time.</summary>
    public Task WasAsked => _asked.Task;

    /// <summary>Whether it never answers.</summary>
    public bool Hangs { get; init; }

    /// <summary>Whether it was told to stop.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>A message of words.</summary>
    public static Func<Asked, ChatMessage> Say(string text) => _ => new(ChatRole.Assistant, text);

    /// <summary>A message of words made of what was asked.</summary>
    public static Func<Asked, ChatMessage> Say(Func<Asked, string> text) => asked => new(ChatRole.Assistant, text(asked));

    /// <summary>A message that calls a function.</summary>
    public static Func<Asked, ChatMessage> Call(string name, object? arguments = null) => Calls((name, arguments));

    /// <summary>A message that calls several functions.</summary>
    public static Func<Asked, ChatMessage> Calls(params (string Name, object? Arguments)[] calls) => asked =>
        new(ChatRole.Assistant, [.. calls.Select((c, i) => new FunctionCallContent($"call-{asked.Messages.Count}-{i}", c.Name, Arguments(c.Arguments)))]);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked.Add(new([.. messages], options!));
        _asked.TrySetResult();
        if (Hangs)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasCancelled = true;
                throw;
            }
        }

        return new(steps[Math.Min(_at++, steps.Length - 1)](Asked[^1]));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? _metadata : null;

    public void Dispose()
    {
    }

    private static Dictionary<string, object?> Arguments(object? arguments) =>
        JsonSerializer.Deserialize<Dictionary<string, object?>>(JsonSerializer.Serialize(arguments ?? new { }))!;
}
