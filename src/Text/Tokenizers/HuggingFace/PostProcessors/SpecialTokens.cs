namespace LlmRec.Text.Tokenizers.HuggingFace.PostProcessors;

/// <summary>The tokens around a text.</summary>
/// <param name="Before">Those before it: ids and segments.</param>
/// <param name="Type">The text's own segment.</param>
/// <param name="After">Those after it.</param>
internal sealed record SpecialTokens((int Id, int Type)[] Before, int Type, (int Id, int Type)[] After)
{
    /// <summary>None.</summary>
    public static SpecialTokens None { get; } = new([], 0, []);

    /// <summary>How many.</summary>
    public int Count => Before.Length + After.Length;

    /// <summary>These, with others around them.</summary>
    public SpecialTokens Within(SpecialTokens others) => new(
        [.. others.Before, .. Before.Select(t => t with { Type = others.Type })],
        others.Type,
        [.. After.Select(t => t with { Type = others.Type }), .. others.After]);

    /// <summary>Puts them around a text's tokens.</summary>
    public EncodedText Around(ReadOnlySpan<int> tokens)
    {
        int[] ids = [.. Before.Select(t => t.Id), .. tokens, .. After.Select(t => t.Id)];
        if (Type == 0 && Array.TrueForAll(Before, t => t.Type == 0) && Array.TrueForAll(After, t => t.Type == 0))
        {
            return new(ids, []);
        }

        return new(ids, [.. Before.Select(t => t.Type), .. Enumerable.Repeat(Type, tokens.Length), .. After.Select(t => t.Type)]);
    }
}
