namespace LlmRec.Learning.Models.Words;

/// <summary>The two numbers of BM25 (Robertson and Zaragoza, 2009, §3).</summary>
/// <param name="K1">How slowly repeats of a term saturate; above 0.</param>
/// <param name="B">How much long texts are held back, 0 to 1.</param>
public readonly record struct Bm25(float K1, float B)
{
    /// <summary>The usual numbers.</summary>
    public static Bm25 Default { get; } = new(1.2f, 0.75f);

    /// <summary>What validation chooses from.</summary>
    public static IReadOnlyList<Bm25> Choices { get; } = [Default, new(1.2f, 0.4f), new(0.5f, 0.75f), new(0.5f, 0.4f)];

    /// <summary>What one term adds.</summary>
    /// <param name="idf">How telling the term is.</param>
    /// <param name="count">How often it stands in the text.</param>
    /// <param name="length">The text's length over the mean length.</param>
    public float Of(float idf, int count, float length) => idf * count * (K1 + 1) / (count + (K1 * (1 - B + (B * length))));
}
