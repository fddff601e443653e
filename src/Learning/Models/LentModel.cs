namespace LlmRec.Learning.Models;

/// <summary>A model that stays its owner's: disposing this leaves it.</summary>
/// <param name="model">The model.</param>
public sealed class LentModel(IScoringModel model) : IScoringModel
{
    /// <inheritdoc/>
    public string Name => model.Name;

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken) =>
        model.Score(histories, scores, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
