namespace LlmRec.Learning.Models;

/// <summary>What models are trained from: arrays only; items and users are numbers from 0 that mean nothing by themselves.</summary>
public sealed record TrainingData
{
    /// <summary>How many items there are; every item number is below it.</summary>
    public required int ItemCount { get; init; }

    /// <summary>By user: what they liked, oldest first. May hold repeats, empty histories and users with one event.</summary>
    public required IReadOnlyList<int[]> Histories { get; init; }

    /// <summary>By user and event: Unix seconds, in step with <see cref="Histories"/>; null when the data holds an order only.</summary>
    public IReadOnlyList<double[]>? Times { get; init; }

    /// <summary>Held-out events by which a model may choose its settings and when to stop. Never trained on.</summary>
    public IReadOnlyList<HeldOut> Validation { get; init; } = [];

    /// <summary>Frozen text vectors, mean-centred and of unit length: item × <see cref="TextDimension"/>, row-major; a row of zeros for an item without text. Null when there are none.</summary>
    public float[]? TextVectors { get; init; }

    /// <summary>Width of <see cref="TextVectors"/>; 0 when there are none.</summary>
    public int TextDimension { get; init; }

    /// <summary>By item: the text to match words in; empty when there is none. Null when no item has one.</summary>
    public IReadOnlyList<string>? Texts { get; init; }
}

/// <summary>An event held out.</summary>
/// <param name="History">What the user liked before it, oldest first; not empty.</param>
/// <param name="Target">The item of the event.</param>
public sealed record HeldOut(int[] History, int Target);
