using System.Numerics.Tensors;
using LlmRec.Learning.Models.Behaviour;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Vectors;

/// <summary>Scores items by the cosine of their text vector with a history's.</summary>
internal sealed class TextModel : IScoringModel
{
    private readonly float[] _vectors;
    private readonly int _items;
    private readonly int _dimension;
    private readonly RecencyWeights _recency;
    private readonly MatrixProduct _product;

    public TextModel(TrainingData data, RecencyWeights recency, OnnxSessions sessions)
    {
        (_vectors, _items, _dimension) = (data.TextVectors!, data.ItemCount, data.TextDimension);
        _recency = recency;
        _product = MatrixProduct.WithTransposed(sessions);
    }

    /// <inheritdoc/>
    public string Name => ModelNames.Text;

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var users = new float[histories.Count * _dimension];
        for (var row = 0; row < histories.Count; row++)
        {
            var user = users.AsSpan(row * _dimension, _dimension);
            var history = histories[row].Span;
            for (var i = 0; i < history.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(_vectors.AsSpan(history[i] * _dimension, _dimension), _recency.At(i, history.Length), user, user);
            }

            var norm = TensorPrimitives.Norm<float>(user);
            TensorPrimitives.Divide(user, norm > 1e-6f ? norm : 1, user);
        }

        var result = new float[histories.Count * _items];
        _product.Run(result, histories.Count, _items, _dimension, users, _vectors);
        result.CopyTo(scores);
    }

    /// <inheritdoc/>
    public void Dispose() => _product.Dispose();
}
