namespace LlmRec.Learning.Models;

/// <summary>As many validation events as tell two rounds of one training apart; the same ones in every round.</summary>
internal static class HeldOutSample
{
    private const int Most = 10_000;

    /// <summary>Draws the events.</summary>
    public static HeldOut[] Of(TrainingData data, int seed)
    {
        HeldOut[] events = [.. data.Validation];
        new Random(seed).Shuffle(events);
        return events[..Math.Min(events.Length, Most)];
    }
}
