using LlmRec.Learning.Models.Behaviour;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Vectors;

/// <summary>
/// Similarity of text vectors alone: cosine between an item and the sum of what the user likes, weighted by recency. A
/// content-based profile (Rocchio, 1971; Pazzani and Billsus, 2007) over embeddings; the baseline of everything that uses text.
/// </summary>
internal sealed class TextTrainer : IModelTrainer
{
    private readonly OnnxSessions _sessions;

    public TextTrainer(OnnxSessions sessions) => _sessions = sessions;

    /// <inheritdoc/>
    public string Name => ModelNames.Text;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        if (data.TextVectors is null)
        {
            throw new TrainingException($"The model '{Name}' compares text vectors, but there are none: embed the items first.");
        }

        var recency = HeldOutChoice.Best(
            RecencyWeights.Choices, RecencyWeights.Default, r => new TextModel(data, r, _sessions), data, run, cancellationToken);
        return new TextModel(data, recency, _sessions);
    }
}
