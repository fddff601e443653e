namespace LlmRec.Text.Tokenizers;

/// <summary>Turns text into the numbers a model reads. Safe for concurrent use.</summary>
public interface ITokenizer
{
    /// <summary>The kind, as <c>encoder.json</c> names it.</summary>
    string Kind { get; }

    /// <summary>The token ids of a text with the special tokens around it, without padding, not cut.</summary>
    int[] Encode(string text);

    /// <summary>The same, cut so that no more than a number of tokens are left; the special tokens stay.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokens">The most tokens, special tokens included; at least 1.</param>
    EncodedText Encode(string text, int maxTokens);

    /// <summary>What fills up the shorter texts of a batch.</summary>
    TokenPadding Padding { get; }
}

/// <summary>A text as a model reads it.</summary>
/// <param name="Ids">The token ids.</param>
/// <param name="TypeIds">As many numbers of the segment that a token belongs to; empty where all are 0.</param>
public readonly record struct EncodedText(int[] Ids, int[] TypeIds);

/// <summary>What fills up the shorter texts of a batch.</summary>
/// <param name="Id">The token id of padding.</param>
/// <param name="TypeId">Its segment.</param>
public readonly record struct TokenPadding(int Id, int TypeId);
