using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Evaluation.Runs;

/// <summary>A fusion as it would be at <c>NewItemBoost</c> 0. The fusion stays its owner's.</summary>
/// <param name="fusion">The fusion.</param>
internal sealed class UnfavouringModel(FusionModel fusion) : IScoringModel
{
    /// <inheritdoc/>
    public string Name => ModelRuns.Unfavoured;

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(histories);
        fusion.Score(histories, scores, cancellationToken);
        var (items, boost) = (scores.Length / Math.Max(1, histories.Count), (float)fusion.Learned.NewItemBoost);
        for (var row = 0; row < histories.Count; row++)
        {
            foreach (var item in fusion.NewItems)
            {
                scores[(row * items) + item] -= boost;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
