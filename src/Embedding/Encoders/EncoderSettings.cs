namespace LlmRec.Embedding.Encoders;

/// <summary>The file <c>encoder.json</c> of a model folder, or what the files of a Hugging Face export say in its place.</summary>
public sealed record EncoderSettings
{
    /// <summary>The encoder's name.</summary>
    public required string Name { get; init; }

    /// <summary>Which tokenizer, and its file.</summary>
    public required TokenizerSettings Tokenizer { get; init; }

    /// <summary>How token vectors become one: <c>none</c> when the model does it itself, <c>mean</c>, <c>cls</c> (the first token) or <c>last</c>.</summary>
    public required string Pooling { get; init; }

    /// <summary>Whether vectors are brought to unit length after the model.</summary>
    public required bool Normalise { get; init; }

    /// <summary>Texts are cut after this many tokens, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Numbers in a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Put in front of queries.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>Put in front of item and user texts.</summary>
    public string PassagePrefix { get; init; } = "";

    /// <summary>SHA-256 of each file, in hexadecimal, so that one that was cut off or changed is found.</summary>
    public IReadOnlyDictionary<string, string> Sha256 { get; init; } = new Dictionary<string, string>();
}

/// <summary>Which tokenizer an encoder needs.</summary>
/// <param name="Kind">The kind: <c>use-lite</c> or <c>huggingface</c>.</param>
/// <param name="File">Its file in the model folder.</param>
public sealed record TokenizerSettings(string Kind, string File);
