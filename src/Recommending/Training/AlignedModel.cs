using LlmRec.Learning.Models;
using LlmRec.Recommending.Trained;

namespace LlmRec.Recommending.Training;

/// <summary>A model in use, asked in the numbers of another snapshot. What it does not know comes last.</summary>
/// <param name="served">The model; stays its owner's.</param>
/// <param name="keys">By number of the snapshot, the item's key; −1 when it has left the catalogue.</param>
internal sealed class AlignedModel(ServedModel served, int[] keys) : IScoringModel
{
    private const float Unknown = -1e30f;

    private readonly int[] _numbers = Array.ConvertAll(keys, key => key >= 0 ? served.NumberOf(key) : -1);

    /// <inheritdoc/>
    public string Name => served.Model.Name;

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var own = new float[served.Count];
        for (var row = 0; row < histories.Count; row++)
        {
            var target = scores.Slice(row * _numbers.Length, _numbers.Length);
            int[] history = [.. histories[row].ToArray().Select(i => _numbers[i]).Where(i => i >= 0)];
            if (history.Length == 0)
            {
                target.Fill(Unknown);
                continue;
            }

            served.Model.Score([history], own, cancellationToken);
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = _numbers[i] >= 0 ? own[_numbers[i]] : Unknown;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
