namespace LlmRec.Tests.Learning;

/// <summary>A clock on which seconds pass between any two looks, so that every step reports, checkpoints are many, and none waits.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => ++_now;
}
