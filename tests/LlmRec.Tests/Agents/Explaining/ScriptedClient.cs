using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Agents.Explaining;

/// <summary>A model that says what it is told to, in turn; null for a server that is down.</summary>
internal sealed class ScriptedClient(params string?[] answers) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("scripted", null, "scripted 1");
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Asked => Prompts.Count;

    public bool Hangs { get; init; }

    public bool WasCancelled { get; private set; }

    public Task WasAsked => _asked.Task;

    public List<ChatMessage[]> Prompts { get; } = [];

    public List<ChatOptions> Options { get; } = [];

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Prompts.Add([.. messages]);
        Options.Add(options!);
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

        return answers[Asked - 1] is { } answer ? new(new ChatMessage(ChatRole.Assistant, answer)) : throw new HttpRequestException("Connection refused");
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? _metadata : null;

    public void Dispose()
    {
    }
}
