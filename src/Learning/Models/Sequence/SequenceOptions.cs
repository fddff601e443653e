using System.ComponentModel.DataAnnotations;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Settings of <c>sequence</c> and <c>masked</c>. What is null adapts to the data. Section <c>Training:Sequence</c>.</summary>
public sealed class SequenceOptions
{
    /// <summary>Width of item and history vectors, 8 to 1,024. Default 128.</summary>
    [Range(8, 1024)]
    public int Width { get; set; } = 128;

    /// <summary>Transformer layers, 1 to 24. Default 2.</summary>
    [Range(1, 24)]
    public int Layers { get; set; } = 2;

    /// <summary>Attention heads, 1 to 64; they divide the width. Default 1.</summary>
    [Range(1, 64)]
    public int Heads { get; set; } = 1;

    /// <summary>Events of a history that are looked at, at most, 2 to 1,024; fewer when hardly any history is that long. Default 128.</summary>
    [Range(2, 1024)]
    public int MaxLength { get; set; } = 128;

    /// <summary>Dropout, 0 to 0.9. Default: from 0.5 where histories are short to 0.2 where they are long.</summary>
    [Range(0, 0.9)]
    public double? Dropout { get; set; }

    /// <summary>Peak learning rate, 1e-6 to 1. Default 0.001.</summary>
    [Range(1e-6, 1)]
    public double LearningRate { get; set; } = 0.001;

    /// <summary>Weight decay, 0 to 1. Default 0.01.</summary>
    [Range(0, 1)]
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>Events in a batch, 64 to 1,000,000. Default 1,600.</summary>
    [Range(64, 1_000_000)]
    public int TokensPerBatch { get; set; } = 1_600;

    /// <summary>Rounds at most, 1 to 10,000; a round is a pass over the data, or several where the data is small. Default 40.</summary>
    [Range(1, 10_000)]
    public int Rounds { get; set; } = 40;

    /// <summary>Rounds without a better validation score after which training stops, 1 to 10,000. Default 5.</summary>
    [Range(1, 10_000)]
    public int Patience { get; set; } = 5;

    /// <summary>Above this many items the softmax is over a sample of them. Default 10,000.</summary>
    [Range(1, 10_000_000)]
    public int FullSoftmaxItems { get; set; } = 10_000;

    /// <summary>Items in that sample, 16 to 65,536. Default 4,096.</summary>
    [Range(16, 65_536)]
    public int Negatives { get; set; } = 4_096;

    /// <summary>Memory of the running average of the weights, 0 to 0.9999; 0 for none. Default 0.99.</summary>
    [Range(0, 0.9999)]
    public double AverageMemory { get; set; } = 0.99;
}
