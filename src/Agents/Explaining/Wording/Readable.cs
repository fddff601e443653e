using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>Whether a text can be put before a reader at all: what is true may still be a list, a stammer, or talk about the reader.</summary>
public static class Readable
{
    private const int MostNaming = 3;

    /// <summary>What is wrong with a text; null for nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="facts">The facts.</param>
    public static string? Fault(string text, PickFacts facts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(facts);
        var plain = CheckedText.Plain(text);
        var name = CheckedText.Plain(facts.Item.Title);
        return text.TrimStart() is ['-' or '*' or '•' or '#', ..] ? "It is a list."
            : !plain.Contains(name, StringComparison.Ordinal) ? "It doesn't name the item."
            : plain.Split(name).Length - 1 > MostNaming ? "It names the item again and again."
            : text.Contains("the reader", StringComparison.OrdinalIgnoreCase) ? "It speaks about the reader, not to them."
            : text.TrimEnd().TrimEnd('”', '"') is [.., '.' or '!' or '?'] ? null
            : "It ends in the middle of a sentence.";
    }
}
