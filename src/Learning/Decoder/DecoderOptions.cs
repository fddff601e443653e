using System.ComponentModel.DataAnnotations;

namespace LlmRec.Learning.Decoder;

/// <summary>Settings of the language-model trainer. Section <c>Training:Decoder</c>.</summary>
public sealed class DecoderOptions
{
    /// <summary>Width of the residual stream, 16 to 2,048. Default 192.</summary>
    [Range(16, 2048)]
    public int Width { get; set; } = 192;

    /// <summary>Layers, 1 to 48. Default 8.</summary>
    [Range(1, 48)]
    public int Layers { get; set; } = 8;

    /// <summary>Query heads, 1 to 64; a multiple of <see cref="KeyValueHeads"/>. Default 6.</summary>
    [Range(1, 64)]
    public int Heads { get; set; } = 6;

    /// <summary>Key and value heads, 1 to 64. Default 3.</summary>
    [Range(1, 64)]
    public int KeyValueHeads { get; set; } = 3;

    /// <summary>Width of a head, 2 to 256, even; ONNX Runtime's attention with rotary positions wants a multiple of 16. Default 32.</summary>
    [Range(2, 256)]
    public int HeadWidth { get; set; } = 32;

    /// <summary>Inner width of the feed-forward part, 16 to 8,192. Default 512.</summary>
    [Range(16, 8192)]
    public int Inner { get; set; } = 512;

    /// <summary>Longest document in tokens, 8 to 4,096; shorter ones share rows of this length. Default 256.</summary>
    [Range(8, 4096)]
    public int Length { get; set; } = 256;

    /// <summary>Tokens in a batch, 64 to 1,000,000. Default 4,096.</summary>
    [Range(64, 1_000_000)]
    public int TokensPerBatch { get; set; } = 4_096;

    /// <summary>Passes over the corpus, 1 to 100,000. Default 1.</summary>
    [Range(1, 100_000)]
    public int Passes { get; set; } = 1;

    /// <summary>Peak learning rate, 1e-6 to 1; it warms up over 100 steps and falls by half a cosine to a tenth. Default 0.0025.</summary>
    [Range(1e-6, 1)]
    public double LearningRate { get; set; } = 0.0025;

    /// <summary>Weight decay of matrices, 0 to 1. Default 0.05.</summary>
    [Range(0, 1)]
    public double WeightDecay { get; set; } = 0.05;

    /// <summary>What updates the hidden matrices: <c>muon</c>, the default, or <c>adamw</c>, which updates all else.</summary>
    [AllowedValues("muon", "adamw")]
    public string HiddenOptimiser { get; set; } = "muon";
}
