using System.Numerics.Tensors;

namespace LlmRec.Embedding.Encoders;

/// <summary>
/// How the vectors of a text's tokens become one (Reimers and Gurevych 2019, "Sentence-BERT", §3). Padding stands after the
/// text and counts for nothing.
/// </summary>
internal static class Pooling
{
    /// <summary>The model gives one vector a text.</summary>
    public const string None = "none";

    /// <summary>The average over the text's tokens, special ones included.</summary>
    public const string Mean = "mean";

    /// <summary>The first token's.</summary>
    public const string Cls = "cls";

    /// <summary>The last token's.</summary>
    public const string Last = "last";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Known { get; } = [None, Mean, Cls, Last];

    /// <summary>Pools one text.</summary>
    /// <param name="pooling">Which of the above, but not <see cref="None"/>.</param>
    /// <param name="tokens">[length, width]: the vectors of a text's tokens, padding included.</param>
    /// <param name="count">How many of the tokens are the text's; at least 1.</param>
    /// <param name="pooled">[width]: where to.</param>
    public static void Apply(string pooling, ReadOnlySpan<float> tokens, int count, Span<float> pooled)
    {
        var width = pooled.Length;
        if (pooling != Mean)
        {
            tokens.Slice((pooling == Cls ? 0 : count - 1) * width, width).CopyTo(pooled);
            return;
        }

        pooled.Clear();
        for (var i = 0; i < count; i++)
        {
            TensorPrimitives.Add(pooled, tokens.Slice(i * width, width), pooled);
        }

        TensorPrimitives.Divide(pooled, count, pooled);
    }

    /// <summary>Brings a vector to unit length; one of zeros stays.</summary>
    public static void Normalise(Span<float> vector)
    {
        var norm = TensorPrimitives.Norm(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, vector);
        }
    }
}
