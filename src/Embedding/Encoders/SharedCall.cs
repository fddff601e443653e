using Microsoft.Extensions.AI;

namespace LlmRec.Embedding.Encoders;

/// <summary>A call that shares a batch with others.</summary>
internal sealed class SharedCall
{
    private readonly TaskCompletionSource<GeneratedEmbeddings<Embedding<float>>> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _cancellationToken;

    /// <param name="texts">What it wants embedded.</param>
    /// <param name="cancellationToken">Says that nobody waits for it any more.</param>
    public SharedCall(string[] texts, CancellationToken cancellationToken)
    {
        Texts = texts;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What it wants embedded.</summary>
    public string[] Texts { get; }

    /// <summary>The vectors, when they are there.</summary>
    public Task<GeneratedEmbeddings<Embedding<float>>> Result => _result.Task;

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsCancelled => _cancellationToken.IsCancellationRequested;

    /// <summary>Does something when nobody waits for it any more.</summary>
    public CancellationTokenRegistration OnCancelled(Action action) => _cancellationToken.Register(action);

    /// <summary>Hands over the vectors.</summary>
    public void Complete(IEnumerable<Embedding<float>> vectors) => _result.TrySetResult([.. vectors]);

    /// <summary>Hands over the fault.</summary>
    public void Fail(Exception fault)
    {
        _result.TrySetException(fault);
        // One that was cancelled meanwhile has nobody to see it.
        _ = _result.Task.Exception;
    }
}
