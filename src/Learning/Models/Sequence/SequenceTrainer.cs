using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>
/// Trains <c>sequence</c>: what follows a history, by a causal transformer (Kang and McAuley, Self-Attentive Sequential
/// Recommendation, ICDM 2018), with the softmax over all items as loss, or over a sample in large catalogues (Klenitskiy
/// and Vasilev, Turning Dross Into Gold Loss, RecSys 2023), and item vectors that know the items' texts.
/// </summary>
public sealed class SequenceTrainer : IModelTrainer
{
    private readonly SequenceTraining _training;

    /// <param name="sessions">Opens graphs.</param>
    /// <param name="options">The settings.</param>
    public SequenceTrainer(OnnxSessions sessions, SequenceOptions options) => _training = new(sessions, options);

    /// <inheritdoc/>
    public string Name => "sequence";

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken) => _training.Train(
        new(Name, IsMasked: false, AsksAgainstAll: true, (setting, validate) => new NextItemTask(setting, validate), CatalogueVectors.Of), data, run, cancellationToken);
}
