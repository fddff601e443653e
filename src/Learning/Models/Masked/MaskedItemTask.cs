using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models.Sequence;

namespace LlmRec.Learning.Models.Masked;

/// <summary>Hides some items of a history and asks which they were, from all that is left on both sides.</summary>
internal sealed class MaskedItemTask : SequenceTask
{
    /// <summary>The parameter that stands in for a hidden item, [1, width].</summary>
    public const string MaskVector = "mask vector";

    private const string AskedPlaces = "asked places";
    private const string Shown = "shown";
    private const string IsHidden = "is hidden";

    /// <summary>Of this share of the pieces only the last item is hidden: what the model is asked when it serves (BERT4Rec, §3.6).</summary>
    private const double LastOnly = 0.2;

    /// <inheritdoc cref="SequenceTask(SequenceSetting, int, Func{Weights, CancellationToken, double?})"/>
    public MaskedItemTask(SequenceSetting setting, Func<Weights, CancellationToken, double?> validate)
        : base(setting, overlap: 0, validate)
    {
    }

    /// <inheritdoc/>
    protected override int Asked => Math.Max(1, (int)(PlacesOfAShard * Setting.MaskedShare));

    /// <inheritdoc/>
    protected override Tensor Seen(Tape tape, Tensor items) => tape.Add(
        tape.Multiply(items, tape.Floats(Shown, PlacesOfAShard, 1)),
        tape.MatMul(tape.Floats(IsHidden, PlacesOfAShard, 1), tape.Parameter(MaskVector, Initial.Normal(0.02f), true, 1, Setting.Shape.Width)));

    /// <inheritdoc/>
    protected override Tensor Select(Tape tape, Tensor hidden) => tape.Select(hidden, tape.Integers(AskedPlaces, Asked));

    /// <inheritdoc/>
    protected override void Ask(IReadOnlyList<PlacedPiece> pieces, int events, Random random, GraphRun run)
    {
        var (items, asked, targets, weights) = (run.Integers(Items), run.Integers(AskedPlaces), run.Integers(Targets), run.Floats(LossWeights));
        var (shown, hidden) = (run.Floats(Shown), run.Floats(IsHidden));
        Array.Fill(shown, 1);
        Array.Clear(hidden);
        Array.Clear(targets);
        Array.Clear(weights);
        var count = 0;
        foreach (var place in pieces.SelectMany(piece => Chosen(piece, random)).Take(Asked))
        {
            (asked[count], targets[count], weights[count]) = (place, items[place], 1f / (Asked * Setting.Shards));
            (shown[place], hidden[place]) = (0, 1);
            count++;
        }

        // Every asked place must be another one: the rest asks at places that are shown, and counts nothing.
        for (var place = 0; count < Asked; place++)
        {
            if (shown[place] == 1)
            {
                asked[count++] = place;
            }
        }
    }

    private IEnumerable<int> Chosen(PlacedPiece piece, Random random)
    {
        var last = piece.Start + piece.Length - 1;
        if (piece.Length < 2 || random.NextDouble() < LastOnly)
        {
            return piece.Length < 2 ? [] : [last];
        }

        return [.. Enumerable.Range(piece.Start, piece.Length).Where(_ => random.NextDouble() < Setting.MaskedShare)];
    }
}
