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

    /// <summary>Whether a model of this data is there already.</summary>
    public bool Has(TrainingData data) => _trained.Any(t => ReferenceEquals(t.Data, data));

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        if (!Has(data))
        {
            _trained.Add((data, _trainer.Train(data, run, cancellationToken)));
        }

        return new Lent(_trained.Single(t => ReferenceEquals(t.Data, data)).Model);
    }

    /// <inheritdoc/>
    public void Dispose() => _trained.ForEach(t => t.Model.Dispose());

    private sealed class Lent(IScoringModel model) : IScoringModel
    {
        public string Name => model.Name;

        public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken) =>
            model.Score(histories, scores, cancellationToken);

        public void Dispose()
        {
        }
    }
}
