using System.Numerics.Tensors;

namespace LlmRec.Learning.Models.TextAdapter;

/// <summary>
/// A trained head and the catalogue in its space. A history is the sum of its items' vectors, each weighted by 1 / age;
/// its score of an item is the cosine. The space is its own: queries must pass <see cref="Adapt"/> too.
/// </summary>
public sealed class TextAdapterModel : IScoringModel
{
    private readonly float[] _in;
    private readonly float[] _bias;
    private readonly float[] _out;
    private readonly float[] _vectors;

    internal TextAdapterModel(float[] first, float[] bias, float[] second, float[] vectors, int width)
    {
        (_in, _bias, _out, _vectors, Width) = (first, bias, second, vectors, width);
    }

    /// <inheritdoc/>
    public string Name => "text-adapter";

    /// <summary>Width of text vectors, before and after.</summary>
    public int Width { get; }

    /// <summary>The catalogue in the new space, item × <see cref="Width"/>, row-major, at unit length; zeros for an item without text.</summary>
    public ReadOnlyMemory<float> ItemVectors => _vectors;

    /// <summary>Brings a text vector into the new space.</summary>
    /// <param name="text">Centred by the mean the model was trained with, at unit length; [width].</param>
    /// <param name="adapted">Receives it, at unit length; [width].</param>
    public void Adapt(ReadOnlySpan<float> text, Span<float> adapted)
    {
        var hidden = (float[])_bias.Clone();
        for (var i = 0; i < Width; i++)
        {
            TensorPrimitives.MultiplyAdd(_in.AsSpan(i * hidden.Length, hidden.Length), text[i], hidden, hidden);
        }

        text.CopyTo(adapted);
        for (var i = 0; i < hidden.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(_out.AsSpan(i * Width, Width), Math.Max(0, hidden[i]), adapted, adapted);
        }

        TensorPrimitives.Divide(adapted, Math.Max(1e-6f, TensorPrimitives.Norm<float>(adapted)), adapted);
    }

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var items = _vectors.Length / Width;
        var user = new float[Width];
        for (var row = 0; row < histories.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(user);
            var history = histories[row].Span;
            for (var age = 1; age <= history.Length; age++)
            {
                TensorPrimitives.MultiplyAdd(_vectors.AsSpan(history[^age] * Width, Width), 1f / age, user, user);
            }

            for (var item = 0; item < items; item++)
            {
                scores[(row * items) + item] = TensorPrimitives.Dot<float>(_vectors.AsSpan(item * Width, Width), user);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
