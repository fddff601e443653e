using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Agents.Conversing;

/// <summary>A model that says nothing until it is told to speak.</summary>
internal sealed class LateModel(string words) : IChatClient
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _speaks = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When it is asked for the first time.</summary>
    public Task WasAsked => _asked.Task;

    /// <summary>From now on it answers.</summary>
    public void Speak() => _speaks.TrySetResult();

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        _asked.TrySetResult();
        await _speaks.Task.WaitAsync(cancellationToken);
        return new(new ChatMessage(ChatRole.Assistant, words));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("late", null, "late 1") : null;

    public void Dispose()
    {
    }
}
