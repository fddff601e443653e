using System.ComponentModel.DataAnnotations;

namespace LlmRec.Embedding.Encoders;

/// <summary>Which encoder, and how it is run. Section <c>Encoder</c>.</summary>
public sealed class EncoderOptions
{
    /// <summary>The model folder; relative to the working directory or, failing that, to the program.</summary>
    [Required]
    public string Path { get; set; } = "models/encoders/use-lite";

    /// <summary>Batches that run at the same time, 0 to 256; 0 (the default) for one a processor.</summary>
    [Range(0, 256)]
    public int Parallelism { get; set; }

    /// <summary>Tokens in a batch, padding included, 1 to 1,000,000. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int TokensPerBatch { get; set; } = 4_096;
}
