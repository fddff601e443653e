using System.ComponentModel.DataAnnotations;

namespace LlmRec.Learning.Models.TextAdapter;

/// <summary>Settings of <c>text-adapter</c>. Section <c>Training:TextAdapter</c>.</summary>
public sealed class TextAdapterOptions
{
    /// <summary>Width of the head's hidden layer, 8 to 4,096. Default 256.</summary>
    [Range(8, 4096)]
    public int Inner { get; set; } = 256;

    /// <summary>Pairs in a batch, 16 to 8,192; each is the others' negative. Default 1,024.</summary>
    [Range(16, 8192)]
    public int PairsPerBatch { get; set; } = 1_024;

    /// <summary>Learning rate, 1e-6 to 1. Default 0.001.</summary>
    [Range(1e-6, 1)]
    public double LearningRate { get; set; } = 0.001;

    /// <summary>Rounds at most, 1 to 1,000; in a round every pair is seen once, or 64 batches. Default 20.</summary>
    [Range(1, 1000)]
    public int Rounds { get; set; } = 20;

    /// <summary>Rounds without a better validation score after which training stops, 1 to 1,000. Default 3.</summary>
    [Range(1, 1000)]
    public int Patience { get; set; } = 3;
}
