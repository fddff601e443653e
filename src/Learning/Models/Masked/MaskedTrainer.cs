using LlmRec.Learning.Models.Sequence;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Masked;

/// <summary>
/// Trains <c>masked</c>: the network of <c>sequence</c>, with sight to both sides, on hidden items (Sun et al., BERT4Rec,
/// CIKM 2019). It serves by hiding the item after the history.
/// </summary>
public sealed class MaskedTrainer : IModelTrainer
{
    private readonly SequenceTraining _training;

    /// <param name="sessions">Opens graphs.</param>
    /// <param name="options">The settings.</param>
    public MaskedTrainer(OnnxSessions sessions, SequenceOptions options) => _training = new(sessions, options);

    /// <inheritdoc/>
    public string Name => "masked";

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken) => _training.Train(
        new(Name, IsMasked: true, AsksAgainstAll: true, (setting, validate) => new MaskedItemTask(setting, validate), CatalogueVectors.Of), data, run, cancellationToken);
}
