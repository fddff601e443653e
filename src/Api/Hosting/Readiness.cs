namespace LlmRec.Api.Hosting;

/// <summary>How far the start has come; what is not ready is named.</summary>
internal sealed class Readiness
{
    private readonly TaskCompletionSource _storeOpened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile string? _waitingFor = "the store is being opened";

    /// <summary>Completes when the store can be used.</summary>
    public Task StoreOpened => _storeOpened.Task;

    /// <summary>What the start still waits for; null when it is over.</summary>
    public string? WaitingFor => _waitingFor;

    /// <summary>Why the service can never be ready and stops; null otherwise.</summary>
    public string? Fault { get; private set; }

    public void StoreIsOpen() => _storeOpened.TrySetResult();

    public void Waits(string what) => _waitingFor = what;

    public void CannotBe(string why) => Fault = why;

    public void IsReady() => _waitingFor = null;
}
