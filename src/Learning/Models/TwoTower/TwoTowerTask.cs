using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models.Sequence;
using Losses = LlmRec.Learning.Engine.Losses.Loss;

namespace LlmRec.Learning.Models.TwoTower;

/// <summary>
/// Brings a history's vector near the item that follows, and away from what follows other histories of the batch, corrected
/// for how often each item is among them; and two views of one history near each other.
/// </summary>
internal sealed class TwoTowerTask : NextItemTask
{
    private const string TargetBias = "bias of targets";
    private const string ViewItems = "view items";
    private const string ViewPlaces = "view places";
    private const string ViewMask = "view mask";
    private const string ViewLast = "view last";
    private const string ViewBias = "bias of views";
    private const string ViewWeights = "view weights";
    private const int ViewPairs = 32;
    private const int ViewLength = 16;
    private const float Temperature = 0.07f;
    private const float ViewTemperature = 0.2f;
    private const float ViewWeight = 0.1f;

    private readonly float[] _logShare;

    /// <inheritdoc cref="SequenceTask(SequenceSetting, int, Func{Weights, CancellationToken, double?})"/>
    public TwoTowerTask(SequenceSetting setting, Func<Weights, CancellationToken, double?> validate)
        : base(setting, validate)
    {
        var events = (double)setting.Items.Counts.Sum(c => (long)c);
        _logShare = [.. setting.Items.Items.Select(i => (float)Math.Log(setting.Items.Counts[i] / events))];
    }

    private int EventsOfAView => Math.Min(ViewLength, Setting.Shape.Length);

    /// <inheritdoc/>
    public override Tensor Loss(Tape tape)
    {
        var vectors = new TowerVectors(tape, Setting.Items.Items.Length, Setting.Shape.Width, Setting.TextWidth);
        var histories = Network(tape, vectors.Of(tape.Integers(Items, PlacesOfAShard)));
        var next = vectors.Of(tape.Integers(Targets, Asked));
        var loss = Losses.InfoNce(tape, histories, next, tape.Floats(TargetBias, Asked, Asked), tape.Floats(LossWeights, Asked, 1), Temperature);
        return tape.Add(loss, Views(tape, vectors));
    }

    /// <inheritdoc/>
    protected override void Ask(IReadOnlyList<PlacedPiece> pieces, int events, Random random, GraphRun run)
    {
        base.Ask(pieces, events, random, run);
        FillBias(run);
        FillViews(pieces, random, run);
    }

    private Tensor Views(Tape tape, TowerVectors vectors)
    {
        var (rows, places) = (2 * ViewPairs, 2 * ViewPairs * EventsOfAView);
        var hidden = SequenceNetwork.Write(
            tape,
            vectors.Of(tape.Integers(ViewItems, places)),
            tape.Integers(ViewPlaces, places),
            tape.Floats(ViewMask, rows, EventsOfAView, EventsOfAView),
            Setting.Shape);
        var last = tape.Select(hidden, tape.Integers(ViewLast, rows));
        return Losses.InfoNce(
            tape,
            tape.Slice(last, 0, 0, ViewPairs),
            tape.Slice(last, 0, ViewPairs, rows),
            tape.Floats(ViewBias, ViewPairs, ViewPairs),
            tape.Floats(ViewWeights, ViewPairs, 1),
            ViewTemperature);
    }

    private void FillBias(GraphRun run)
    {
        var (targets, weights, bias) = (run.Integers(Targets), run.Floats(LossWeights), run.Floats(TargetBias));
        var shared = new float[targets.Length];
        for (var i = 0; i < shared.Length; i++)
        {
            shared[i] = weights[i] > 0 ? -_logShare[targets[i]] : SequenceNetwork.Hidden;
        }

        var same = Enumerable.Range(0, targets.Length).ToLookup(i => targets[i]);
        for (var i = 0; i < targets.Length; i++)
        {
            var row = bias.AsSpan(i * shared.Length, shared.Length);
            shared.CopyTo(row);
            foreach (var other in same[targets[i]])
            {
                row[other] = SequenceNetwork.Hidden;
            }

            row[i] = weights[i] > 0 ? shared[i] : 0;
        }
    }

    private void FillViews(IReadOnlyList<PlacedPiece> pieces, Random random, GraphRun run)
    {
        var (items, places, mask, last) = (run.Integers(ViewItems), run.Integers(ViewPlaces), run.Floats(ViewMask), run.Integers(ViewLast));
        var (bias, weights) = (run.Floats(ViewBias), run.Floats(ViewWeights));
        Array.Clear(items);
        Array.Fill(mask, SequenceNetwork.Hidden);
        Array.Clear(bias);
        var chosen = pieces.Where(p => p.Length > 1).ToArray();
        random.Shuffle(chosen);
        for (var row = 0; row < 2 * ViewPairs; row++)
        {
            var pair = row % ViewPairs;
            weights[pair] = pair < chosen.Length ? ViewWeight / (ViewPairs * Setting.Shards) : 0;
            var view = pair < chosen.Length ? TwoTower.Views.Of(chosen[pair].Events.Span[..Math.Min(chosen[pair].Length, EventsOfAView)], random) : [0];
            for (var i = 0; i < view.Length; i++)
            {
                var place = (row * EventsOfAView) + i;
                (items[place], places[place]) = (view[i], i);
                mask.AsSpan(place * EventsOfAView, i + 1).Clear();
            }

            last[row] = (row * EventsOfAView) + view.Length - 1;
        }
    }
}
