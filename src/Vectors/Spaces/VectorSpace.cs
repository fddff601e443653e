using System.Numerics.Tensors;

namespace LlmRec.Vectors.Spaces;

/// <summary>
/// The space a vector lives in. Vectors are stored as the encoder made them; compared are centred ones of unit length:
/// (v − mean) / ‖v − mean‖. Short queries lie elsewhere than item texts, whatever they are about, and so near every short
/// text: each side is centred by a mean of its own. Both belong to the space, and change together with its version.
/// </summary>
/// <param name="Key">The store's key.</param>
/// <param name="Name">The encoder's name and version.</param>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="EncoderVersion">The encoder's version: another version is another space.</param>
/// <param name="Head">What was put on the encoder; empty for nothing.</param>
/// <param name="Dimension">Numbers in a vector.</param>
/// <param name="Mean">The mean of the items' vectors; null while there are too few.</param>
/// <param name="QueryMean">The mean of typical queries' vectors; null for that of the items.</param>
/// <param name="MeanOf">How many vectors the mean was taken of.</param>
/// <param name="Version">Goes up whenever the mean changes: what was centred with another one can't be compared.</param>
public sealed record VectorSpace(
    int Key, string Name, string Encoder, string EncoderVersion, string Head, int Dimension, float[]? Mean, float[]? QueryMean, long MeanOf, int Version)
{
    /// <summary>Centres an item's or user's vector, as the encoder made it, and brings it to unit length, in place. The zero vector stays.</summary>
    /// <exception cref="VectorSpaceMismatchException">The vector has another dimension, or is not finite.</exception>
    public void Transform(Span<float> vector) => Transform(vector, Mean);

    /// <summary>The same for the vector of a query's text.</summary>
    /// <inheritdoc cref="Transform(Span{float})"/>
    public void TransformQuery(Span<float> vector) => Transform(vector, QueryMean ?? Mean);

    /// <summary>One or the other.</summary>
    /// <inheritdoc cref="Transform(Span{float})"/>
    internal void Transform(Span<float> vector, bool isOwners) => Transform(vector, isOwners ? Mean : QueryMean ?? Mean);

    /// <summary>Checks that a vector can be of this space.</summary>
    /// <exception cref="VectorSpaceMismatchException">The vector has another dimension, or is not finite.</exception>
    public void Check(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimension)
        {
            throw new VectorSpaceMismatchException($"A vector of {vector.Length} numbers is none of the space {Name}, whose vectors have {Dimension}.");
        }

        if (!float.IsFinite(TensorPrimitives.SumOfSquares(vector)))
        {
            throw new VectorSpaceMismatchException($"A vector for the space {Name} holds NaN or infinity; the encoder is broken or was fed nonsense.");
        }
    }

    private void Transform(Span<float> vector, float[]? mean)
    {
        Check(vector);
        if (mean is not null)
        {
            TensorPrimitives.Subtract(vector, mean, vector);
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, vector);
        }
    }
}

/// <summary>A vector does not belong to the space it was offered to.</summary>
public sealed class VectorSpaceMismatchException : Exception
{
    /// <param name="message">What does not fit.</param>
    public VectorSpaceMismatchException(string message)
        : base(message)
    {
    }
}
