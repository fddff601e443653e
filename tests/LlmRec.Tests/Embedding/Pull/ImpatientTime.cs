namespace LlmRec.Tests.Embedding.Pull;

/// <summary>A clock on which pauses of seconds are over at once; longer waits are as long as they are.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(10) ? TimeSpan.Zero : dueTime, period);
}
