namespace LlmRec.Learning.Models.Behaviour;

/// <summary>How much each event of a history counts: 1/age^exponent, where the latest event has age 1.</summary>
/// <param name="Exponent">0 counts all alike; 1 is the usual choice; the larger, the more the latest events lead. From 0 to 4.</param>
public readonly record struct RecencyWeights(float Exponent)
{
    /// <summary>1/age.</summary>
    public static RecencyWeights Default { get; } = new(1);

    /// <summary>What validation chooses from.</summary>
    internal static IReadOnlyList<RecencyWeights> Choices { get; } = [new(0), new(0.5f), new(1), new(1.5f), new(2)];

    /// <summary>The weight of an event.</summary>
    /// <param name="position">Its position, 0 the oldest.</param>
    /// <param name="length">Events in the history.</param>
    public float At(int position, int length) => MathF.Pow(length - position, -Exponent);
}
