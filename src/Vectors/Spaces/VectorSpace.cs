using System.Numerics.Tensors;

namespace LlmRec.Vectors.Spaces;

/// <summary>
/// The space a vector lives in. Vectors are stored as the encoder made them; compared are centred ones of unit length:
/// (v − mean) / ‖v − mean‖. The mean belongs to the space, so that a query and the items are always centred alike.
/// </summary>
/// <param name="Key">The store's key.</param>
/// <param name="Name">The encoder's name and version.</param>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="EncoderVersion">The encoder's version: another version is another space.</param>
/// <param name="Head">What was put on the encoder; empty for nothing.</param>
/// <param name="Dimension">Numbers in a vector.</param>
/// <param name="Mean">The mean of the items' vectors; null while there are too few.</param>
/// <param name="MeanOf">How many vectors the mean was taken of.</param>
/// <param name="Version">Goes up whenever the mean changes: what was centred with another one can't be compared.</param>
public sealed record VectorSpace(
    int Key, string Name, string Encoder, string EncoderVersion, string Head, int Dimension, float[]? Mean, long MeanOf, int Version)
{
    /// <summary>Centres a vector of the encoder and brings it to unit length, in place. The zero vector stays.</summary>
    /// <exception cref="VectorSpaceMismatchException">The vector has another dimension, or is not finite.</exception>
    public void Transform(Span<float> vector)
    {
        Check(vector);
        if (Mean is not null)
        {
            TensorPrimitives.Subtract(vector, Mean, vector);
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, vector);
        }
    }

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
