using LlmRec.Learning.Models;

namespace LlmRec.Evaluation.Runs;

/// <summary>
/// A trainer that trains once for the same data and remembers what it took: a mixture fuses the very models that are
/// listed beside it. It owns what it trained.
/// </summary>
internal sealed class TrainOnce : IModelTrainer, IDisposable
{
    private readonly IModelTrainer _trainer;
    private readonly List<(TrainingData Data, IScoringModel Model)> _trained = [];

    public TrainOnce(IModelTrainer trainer) => _trainer = trainer;

    /// <inheritdoc/>
    public string Name => _trainer.Name;

    /// <summary>The model of this data; null when it was not trained yet.</summary>
    public IScoringModel? Trained(TrainingData data) => _trained.FirstOrDefault(t => ReferenceEquals(t.Data, data)).Model;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        if (Trained(data) is not { } model)
        {
            _trained.Add((data, model = _trainer.Train(data, run, cancellationToken)));
        }

        return new LentModel(model);
    }

    /// <inheritdoc/>
    public void Dispose() => _trained.ForEach(t => t.Model.Dispose());
}
