using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using Losses = LlmRec.Learning.Engine.Losses.Loss;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Trains the network to name the item that follows, at every place of every history.</summary>
internal sealed class SequenceTask : ITrainingTask
{
    private const string Items = "items";
    private const string Places = "places";
    private const string Mask = "mask";
    private const string Targets = "targets";
    private const string LossWeights = "loss weights";
    private const string Negatives = "negatives";
    private const string NegativeBias = "bias of negatives";

    private readonly SequenceSetting _setting;
    private readonly int[][] _rows;
    private readonly SequenceBatches _batches;
    private readonly NegativeSampler? _sampler;
    private readonly Func<Weights, CancellationToken, double?> _validate;
    private List<List<Piece>[]> _round = [];
    private int _roundNumber;

    /// <param name="setting">Sizes and data.</param>
    /// <param name="validate">Says how good weights are.</param>
    public SequenceTask(SequenceSetting setting, Func<Weights, CancellationToken, double?> validate)
    {
        (_setting, _validate) = (setting, validate);
        _rows = [.. setting.Data.Histories.Select(h => Array.ConvertAll(h, item => setting.Items.Rows[item]))];
        _batches = new(_rows, setting.Shape.Length, overlap: 1, setting.RowsOfAShard * setting.Shards, setting.Seed);
        _sampler = setting.Negatives > 0 ? new([.. setting.Items.Items.Select(i => setting.Items.Counts[i])]) : null;
        Frozen = setting.TextWidth > 0
            ? new Dictionary<string, float[]> { [ItemVectors.Text] = setting.Items.Select(setting.Data.TextVectors!, setting.TextWidth) }
            : [];
    }

    /// <inheritdoc/>
    public string Fingerprint => _setting.Fingerprint;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, float[]> Frozen { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape)
    {
        var (rows, length) = (_setting.RowsOfAShard, _setting.Shape.Length);
        var places = rows * length;
        var vectors = new ItemVectors(tape, _setting.Items.Items.Length, _setting.Shape.Width, _setting.TextWidth);
        var hidden = SequenceNetwork.Write(
            tape, vectors.Of(tape.Integers(Items, places)), tape.Integers(Places, places), tape.Floats(Mask, rows, length, length), _setting.Shape);
        var targets = vectors.Of(tape.Integers(Targets, places));
        var weights = tape.Floats(LossWeights, places, 1);
        return _sampler is null
            ? Losses.FullSoftmax(tape, hidden, vectors.All, targets, weights)
            : Losses.SampledSoftmax(
                tape, hidden, vectors.Of(tape.Integers(Negatives, _setting.Negatives)), targets, tape.Floats(NegativeBias, places, _setting.Negatives), weights);
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
        var (first, length) = (shard * _setting.RowsOfAShard, _setting.Shape.Length);
        var (items, places, targets) = (run.Integers(Items), run.Integers(Places), run.Integers(Targets));
        var (mask, weights) = (run.Floats(Mask), run.Floats(LossWeights));
        var weight = 1f / rows.Sum(row => row.Sum(piece => piece.Length));
        Array.Clear(items);
        Array.Clear(places);
        Array.Clear(targets);
        Array.Clear(weights);
        Array.Fill(mask, SequenceNetwork.Hidden);
        var tokens = 0;
        for (var row = 0; row < _setting.RowsOfAShard; row++)
        {
            var at = 0;
            foreach (var piece in first + row < rows.Length ? rows[first + row] : [])
            {
                var history = _rows[piece.User].AsSpan(piece.From);
                for (var i = 0; i < piece.Length; i++)
                {
                    var place = (row * length) + at + i;
                    (items[place], places[place], targets[place], weights[place]) = (history[i], i, history[i + 1], weight);
                    mask.AsSpan((place * length) + at, i + 1).Clear();
                }

                at += piece.Length;
            }

            tokens += at;
        }

        if (_sampler is not null)
        {
            DrawNegatives(batch, shard, run, targets);
        }

        return tokens;
    }

    /// <inheritdoc/>
    public double? Validate(Weights weights, CancellationToken cancellationToken) => _validate(weights, cancellationToken);

    private void DrawNegatives(int batch, int shard, GraphRun run, long[] targets)
    {
        var negatives = run.Integers(Negatives);
        var bias = run.Floats(NegativeBias);
        _sampler!.Draw(negatives, CounterRandom.Key(_setting.Seed, _roundNumber, batch, shard));
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
