using System.ComponentModel.DataAnnotations;

namespace LlmRec.Embedding.Encoders;

/// <summary>Which encoder, and how it is run. Section <c>Encoder</c>.</summary>
public sealed class EncoderOptions
{
    /// <summary>The model folder; relative to the working directory or, failing that, to the program.</summary>
    [Required]
    public string Path { get; set; } = "models/encoders/use-lite";

    /// <summary>
    /// How the weights are stored: <c>fp32</c> (the default), <c>fp16</c> (half the size, the same speed) or <c>int8</c> (a
    /// quarter of the size; of the default encoder 1.2 to 1.6 times as fast on single texts, cosine to fp32 at least .999).
    /// Each is a model file of its own, and its vectors a space of their own.
    /// </summary>
    [AllowedValues("fp32", "fp16", "int8", ErrorMessage = "LlmRec:Encoder:Weights must be 'fp32', 'fp16' or 'int8'.")]
    public string Weights { get; set; } = "fp32";

    /// <summary>Put in front of queries, instead of what the folder says; null (the default) for what it says.</summary>
    public string? QueryPrefix { get; set; }

    /// <summary>Put in front of item and user texts, instead of what the folder says; null (the default) for what it says.</summary>
    public string? PassagePrefix { get; set; }

    /// <summary>Batches that run at the same time, 0 to 256; 0 (the default) for one a processor.</summary>
    [Range(0, 256)]
    public int Parallelism { get; set; }

    /// <summary>Tokens in a batch, padding included, 1 to 1,000,000. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int TokensPerBatch { get; set; } = 4_096;

    /// <summary>
    /// The longest that a call waits for others to share a batch with while the encoder is busy, in milliseconds, 0 to 1,000.
    /// Default 5; 0 for no sharing. A call to an encoder that is free does not wait at all.
    /// </summary>
    [Range(0, 1_000)]
    public int SharingMilliseconds { get; set; } = 5;

    /// <summary>Texts of several calls in one batch, 2 to 10,000; a call with as many goes alone. Default 64.</summary>
    [Range(2, 10_000)]
    public int SharedTexts { get; set; } = 64;
}
