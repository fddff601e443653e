using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Agents.Explaining;

/// <summary>A model that says what it is told to; null for a server that is down.</summary>
/// <param name="answer">What it answers to the last message, the how-many-eth being asked from 0.</param>
internal sealed class ScriptedClient(Func<string, int, string?> answer) : IChatClient
{
    /// <param name="answers">What it says in turn.</param>
    public ScriptedClient(params string?[] answers)
        : this((_, asked) => answers[asked])
    {
    }

    /// <param name="answer">What it says to the last message.</param>
    public ScriptedClient(Func<string, string> answer)
        : this((prompt, _) => answer(prompt))
    {
    }

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

        return answer(Prompts[^1][^1].Text, Asked - 1) is { } said ? new(new ChatMessage(ChatRole.Assistant, said)) : throw new HttpRequestException("Connection refused");
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? _metadata : null;

    public void Dispose()
    {
    }
}
