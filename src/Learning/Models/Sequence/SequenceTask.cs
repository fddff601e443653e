using LlmRec.Learning.Engine.Batches;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using Losses = LlmRec.Learning.Engine.Losses.Loss;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Trains the network on packed histories. What is asked at which place is the subclass' affair; all else is here.</summary>
internal abstract class SequenceTask : ITrainingTask
{
    protected const string Items = "items";
    protected const string Targets = "targets";
    protected const string LossWeights = "loss weights";
    private const string Places = "places";
    private const string Mask = "mask";
    private const string Negatives = "negatives";
    private const string NegativeBias = "bias of negatives";

    private readonly int[][] _rows;
    private readonly SequenceBatches _batches;
    private readonly NegativeSampler? _sampler;
    private readonly Func<Weights, CancellationToken, double?> _validate;
    private List<List<Piece>[]> _round = [];
    private int _roundNumber;

    /// <param name="setting">Sizes and data.</param>
    /// <param name="overlap">Events that a piece of a history shares with the next.</param>
    /// <param name="validate">Says how good weights are.</param>
    protected SequenceTask(SequenceSetting setting, int overlap, Func<Weights, CancellationToken, double?> validate)
    {
        (Setting, _validate) = (setting, validate);
        _rows = [.. setting.Data.Histories.Select(h => Array.ConvertAll(h, item => setting.Items.Rows[item]))];
        _batches = new(_rows, setting.Shape.Length, overlap, setting.RowsOfAShard * setting.Shards, setting.Seed);
        _sampler = setting.Negatives > 0 ? new([.. setting.Items.Items.Select(i => setting.Items.Counts[i])]) : null;
        Frozen = setting.TextWidth > 0
            ? new Dictionary<string, float[]> { [ItemVectors.Text] = setting.Items.Select(setting.Data.TextVectors!, setting.TextWidth) }
            : [];
    }

    /// <inheritdoc/>
    public string Fingerprint => Setting.Fingerprint;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, float[]> Frozen { get; }

    /// <summary>Sizes and data.</summary>
    protected SequenceSetting Setting { get; }

    /// <summary>Places in a shard.</summary>
    protected int PlacesOfAShard => Setting.RowsOfAShard * Setting.Shape.Length;

    /// <summary>Places in a shard at which something is asked.</summary>
    protected abstract int Asked { get; }

    /// <inheritdoc/>
    public virtual Tensor Loss(Tape tape)
    {
        var vectors = new ItemVectors(tape, Setting.Items.Items.Length, Setting.Shape.Width, Setting.TextWidth);
        var asked = Select(tape, Network(tape, Seen(tape, vectors.Of(tape.Integers(Items, PlacesOfAShard)))));
        var ids = tape.Integers(Targets, Asked);
        var targets = vectors.Of(ids);
        var weights = tape.Floats(LossWeights, Asked, 1);
        return _sampler is null
            ? Losses.FullSoftmax(tape, asked, vectors.All, ids, targets, weights)
            : Losses.SampledSoftmax(
                tape, asked, vectors.Of(tape.Integers(Negatives, Setting.Negatives)), targets, tape.Floats(NegativeBias, Asked, Setting.Negatives), weights);
    }

    /// <inheritdoc/>
    public int StartEpoch(int epoch)
    {
        (_round, _roundNumber) = (_batches.Round(epoch), epoch);
        return _round.Count;
    }

    /// <inheritdoc/>
    public int Fill(int batch, int shard, GraphRun run)
    {
        var rows = _round[batch];
        var (first, length) = (shard * Setting.RowsOfAShard, Setting.Shape.Length);
        var (items, places, mask) = (run.Integers(Items), run.Integers(Places), run.Floats(Mask));
        Array.Clear(items);
        Array.Clear(places);
        Array.Fill(mask, SequenceNetwork.Hidden);
        var pieces = new List<PlacedPiece>();
        for (var row = 0; row < Setting.RowsOfAShard && first + row < rows.Length; row++)
        {
            var at = 0;
            foreach (var piece in rows[first + row])
            {
                var start = (row * length) + at;
                var history = _rows[piece.Source].AsMemory(piece.From);
                for (var i = 0; i < piece.Length; i++)
                {
                    (items[start + i], places[start + i]) = (history.Span[i], i);
                    mask.AsSpan(((start + i) * length) + at, Setting.MaskedShare > 0 ? piece.Length : i + 1).Clear();
                }

                pieces.Add(new(history, start, piece.Length));
                at += piece.Length;
            }
        }

        var key = CounterRandom.Key(Setting.Seed, _roundNumber, batch, shard);
        Ask(pieces, rows.Sum(row => row.Sum(piece => piece.Length)), new Random((int)key), run);
        if (_sampler is not null)
        {
            DrawNegatives(key, run);
        }

        return pieces.Sum(p => p.Length);
    }

    /// <inheritdoc/>
    public double? Validate(Weights weights, CancellationToken cancellationToken) => _validate(weights, cancellationToken);

    /// <summary>Item vectors as the network sees them.</summary>
    protected virtual Tensor Seen(Tape tape, Tensor items) => items;

    /// <summary>Of what the network knows at each place, the places that are asked.</summary>
    protected virtual Tensor Select(Tape tape, Tensor hidden) => hidden;

    /// <summary>What the network knows at each place.</summary>
    /// <param name="tape">Where it is written to.</param>
    /// <param name="seen">[places, width]: item vectors.</param>
    protected Tensor Network(Tape tape, Tensor seen) => SequenceNetwork.Write(
        tape,
        seen,
        tape.Integers(Places, PlacesOfAShard),
        tape.Floats(Mask, Setting.RowsOfAShard, Setting.Shape.Length, Setting.Shape.Length),
        Setting.Shape);

    /// <summary>Fills targets and weights, which add up to 1 over a batch.</summary>
    /// <param name="pieces">What is in the shard, with the events that follow each piece.</param>
    /// <param name="events">Events in the whole batch.</param>
    /// <param name="random">Drawn for this shard.</param>
    /// <param name="run">The inputs; items, places and mask are filled.</param>
    protected abstract void Ask(IReadOnlyList<PlacedPiece> pieces, int events, Random random, GraphRun run);

    private void DrawNegatives(ulong key, GraphRun run)
    {
        var (negatives, bias, targets) = (run.Integers(Negatives), run.Floats(NegativeBias), run.Integers(Targets));
        _sampler!.Draw(negatives, key);
        var shared = Array.ConvertAll(negatives, n => -MathF.Log(negatives.Length) - _sampler.LogShare((int)n));
        var where = Enumerable.Range(0, negatives.Length).ToLookup(i => negatives[i]);
        for (var place = 0; place < targets.Length; place++)
        {
            var row = bias.AsSpan(place * shared.Length, shared.Length);
            shared.CopyTo(row);
            foreach (var same in where[targets[place]])
            {
                row[same] = SequenceNetwork.Hidden;
            }
        }
    }
}

/// <summary>A stretch of a history at its place in a shard.</summary>
/// <param name="Events">Its events, and all that follow.</param>
/// <param name="Start">The place of the first one.</param>
/// <param name="Length">Events in it.</param>
internal readonly record struct PlacedPiece(ReadOnlyMemory<int> Events, int Start, int Length);
