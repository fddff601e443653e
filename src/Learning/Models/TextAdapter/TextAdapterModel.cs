using System.Buffers;
using System.Numerics.Tensors;
using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Learning.Models.Saved;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.TextAdapter;

/// <summary>
/// A trained head and the catalogue in its space. A history is the sum of its items' vectors, each weighted by 1 / age; its
/// score of an item is their cosine over the temperature of the training: log-odds, as they were trained. The space is its
/// own: queries must pass <see cref="Adapt"/> too.
/// </summary>
public sealed class TextAdapterModel : IScoringModel, IItemNearness, IKnowsTexts, ISavable
{
    private const string Vectors = "vectors";

    private readonly IReadOnlyDictionary<string, float[]> _head;
    private readonly float[] _vectors;
    private readonly OnnxSessions _sessions;
    private readonly MatrixProduct _product;

    /// <param name="head">The values of <see cref="AdapterHead.Parameters"/>.</param>
    /// <param name="vectors">The catalogue in the new space.</param>
    /// <param name="width">Width of text vectors.</param>
    /// <param name="sessions">Opens its graphs.</param>
    internal TextAdapterModel(IReadOnlyDictionary<string, float[]> head, float[] vectors, int width, OnnxSessions sessions)
    {
        (_head, _vectors, _sessions, TextWidth) = (head, vectors, sessions, width);
        _product = MatrixProduct.WithTransposed(sessions);
    }

    /// <inheritdoc/>
    public string Name => ModelNames.TextAdapter;

    /// <summary>Width of text vectors, before and after.</summary>
    public int TextWidth { get; }

    /// <summary>The catalogue in the new space, item × <see cref="TextWidth"/>, row-major, at unit length; zeros for an item without text.</summary>
    public ReadOnlyMemory<float> ItemVectors => _vectors;

    private int ItemCount => _vectors.Length / TextWidth;

    /// <summary>Brings a text vector into the new space.</summary>
    /// <param name="text">Centred by the mean the model was trained with, at unit length; [width].</param>
    /// <param name="adapted">Receives it, at unit length; [width].</param>
    public void Adapt(ReadOnlySpan<float> text, Span<float> adapted)
    {
        var (first, second, hidden) = (_head[AdapterHead.In], _head[AdapterHead.Out], (float[])_head[AdapterHead.Bias].Clone());
        for (var i = 0; i < TextWidth; i++)
        {
            TensorPrimitives.MultiplyAdd(first.AsSpan(i * hidden.Length, hidden.Length), text[i], hidden, hidden);
        }

        text.CopyTo(adapted);
        for (var i = 0; i < hidden.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(second.AsSpan(i * TextWidth, TextWidth), Math.Max(0, hidden[i]), adapted, adapted);
        }

        TensorPrimitives.Divide(adapted, Math.Max(1e-6f, TensorPrimitives.Norm<float>(adapted)), adapted);
    }

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(histories);
        cancellationToken.ThrowIfCancellationRequested();
        var users = new float[histories.Count * TextWidth];
        for (var row = 0; row < histories.Count; row++)
        {
            var history = histories[row].Span;
            var user = users.AsSpan(row * TextWidth, TextWidth);
            for (var age = 1; age <= history.Length; age++)
            {
                TensorPrimitives.MultiplyAdd(_vectors.AsSpan(history[^age] * TextWidth, TextWidth), 1f / age, user, user);
            }
        }

        Score(users, scores);
    }

    /// <summary>Scores every item for vectors of the new space, such as those of wishes.</summary>
    /// <param name="vectors">Vector × <see cref="TextWidth"/>, of any length; overwritten.</param>
    /// <param name="scores">Receives vector × item, as <see cref="Score(IReadOnlyList{ReadOnlyMemory{int}}, Span{float}, CancellationToken)"/> does.</param>
    public void Score(float[] vectors, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var rows = vectors.Length / TextWidth;
        for (var row = 0; row < rows; row++)
        {
            var vector = vectors.AsSpan(row * TextWidth, TextWidth);
            TensorPrimitives.Divide(vector, Math.Max(1e-6f, TensorPrimitives.Norm<float>(vector)) * TextAdapterTask.Temperature, vector);
        }

        if (rows == 1)
        {
            // A product of matrices would copy the catalogue into another order first, for one use.
            for (var item = 0; item < ItemCount; item++)
            {
                scores[item] = TensorPrimitives.Dot<float>(_vectors.AsSpan(item * TextWidth, TextWidth), vectors);
            }

            return;
        }

        var buffer = ArrayPool<float>.Shared.Rent(rows * ItemCount);
        try
        {
            _product.Run(buffer.AsMemory(0, rows * ItemCount), rows, ItemCount, TextWidth, vectors, _vectors);
            buffer.AsSpan(0, rows * ItemCount).CopyTo(scores);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>The cosine of two items in the new space, where it is above 0.</summary>
    public float Nearness(int liked, int item) =>
        Math.Max(0, TensorPrimitives.Dot<float>(_vectors.AsSpan(liked * TextWidth, TextWidth), _vectors.AsSpan(item * TextWidth, TextWidth)));

    /// <inheritdoc/>
    public IScoringModel WithItems(float[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new TextAdapterModel(_head, [.. _vectors, .. AdapterHead.Of(texts, TextWidth, _head, _sessions)], TextWidth, _sessions);
    }

    /// <inheritdoc/>
    public void Dispose() => _product.Dispose();

    /// <inheritdoc/>
    void ISavable.Write(string path) => TensorFile.Write(path, new Header(TextWidth), [.. _head, new(Vectors, _vectors)]);

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or its arrays don't fit together.</exception>
    internal static TextAdapterModel Read(string path, OnnxSessions sessions)
    {
        var (header, arrays) = TensorFile.Read<Header>(path);
        var (width, inner) = (header.Width, arrays[AdapterHead.Bias].Length);
        return width > 0 && arrays[AdapterHead.In].Length == width * inner && arrays[AdapterHead.Out].Length == width * inner && arrays[Vectors].Length % width == 0
            ? new(arrays.Where(a => a.Key != Vectors).ToDictionary(StringComparer.Ordinal), arrays[Vectors], width, sessions)
            : throw new InvalidDataException($"{path} holds a head and vectors that are not all of width {width}.");
    }

    private sealed record Header(int Width);
}
