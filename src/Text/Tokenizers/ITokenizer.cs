namespace LlmRec.Text.Tokenizers;

/// <summary>Turns text into the numbers a model reads. Safe for concurrent use.</summary>
public interface ITokenizer
{
    /// <summary>The kind, as <c>encoder.json</c> names it.</summary>
    string Kind { get; }

    /// <summary>The token ids of a text, without padding, not cut.</summary>
    int[] Encode(string text);
}
