namespace LlmRec.Embedding.Encoders;

/// <summary>Counts tokens as the configured encoder reads them.</summary>
/// <param name="folder">The encoder's folder.</param>
public sealed class TokenCounter(EncoderFolder folder)
{
    private readonly Lazy<int> _around = new(() => folder.Tokenizer.Encode("").Length);

    /// <summary>The tokens of a text, without the special ones around it.</summary>
    public int Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Math.Max(0, folder.Tokenizer.Encode(text).Length - _around.Value);
    }

    /// <summary>The tokens that an encoder is given of a text, the special ones included, uncut.</summary>
    public int CountWhole(string text) => folder.Tokenizer.Encode(text).Length;
}
