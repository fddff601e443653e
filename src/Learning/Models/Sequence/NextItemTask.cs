using LlmRec.Learning.Engine.Training;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Asks at every place which item follows, from what came before.</summary>
internal class NextItemTask : SequenceTask
{
    /// <inheritdoc cref="SequenceTask(SequenceSetting, int, Func{Weights, CancellationToken, double?})"/>
    public NextItemTask(SequenceSetting setting, Func<Weights, CancellationToken, double?> validate)
        : base(setting, overlap: 1, validate)
    {
    }

    /// <inheritdoc/>
    protected override int Asked => PlacesOfAShard;

    /// <inheritdoc/>
    protected override void Ask(IReadOnlyList<PlacedPiece> pieces, int events, Random random, GraphRun run)
    {
        var (targets, weights) = (run.Integers(Targets), run.Floats(LossWeights));
        Array.Clear(targets);
        Array.Clear(weights);
        foreach (var piece in pieces)
        {
            for (var i = 0; i < piece.Length; i++)
            {
                (targets[piece.Start + i], weights[piece.Start + i]) = (piece.Events.Span[i + 1], 1f / events);
            }
        }
    }
}
