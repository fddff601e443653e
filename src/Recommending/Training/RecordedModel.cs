using System.Runtime.InteropServices;
using LlmRec.Learning.Models;
using LlmRec.Recommending.Channels;

namespace LlmRec.Recommending.Training;

/// <summary>A live channel as a member of a fusion: what it answered for each held-out like, as shares of its best, in the numbers of a snapshot.</summary>
/// <param name="name">The channel's name.</param>
/// <param name="answers">By history, the very array: the items' numbers and scores.</param>
/// <param name="items">How many items there are.</param>
internal sealed class RecordedModel(string name, IReadOnlyDictionary<int[], IReadOnlyList<Candidate>> answers, int items) : IScoringModel, IModelTrainer
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(histories);
        scores.Clear();
        for (var row = 0; row < histories.Count; row++)
        {
            if (!MemoryMarshal.TryGetArray(histories[row], out var history) || !answers.TryGetValue(history.Array!, out var answer))
            {
                throw new ArgumentException("Only what was recorded can be asked.", nameof(histories));
            }

            foreach (var (item, score) in answer)
            {
                scores[(row * items) + item] = score / answer[0].Score;
            }
        }
    }

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken) => this;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

/// <summary>A model that is trained already as one to be fused.</summary>
/// <param name="model">The model; stays its owner's.</param>
internal sealed class TrainedAlready(IScoringModel model) : IModelTrainer
{
    /// <inheritdoc/>
    public string Name => model.Name;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken) => new LentModel(model);
}
