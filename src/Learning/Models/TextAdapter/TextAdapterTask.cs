using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models.Sequence;
using Losses = LlmRec.Learning.Engine.Losses.Loss;

namespace LlmRec.Learning.Models.TextAdapter;

/// <summary>
/// Brings the texts of items that are liked one after the other near each other, and, so that no text drifts from itself,
/// two dropouts of one text (Gao et al., SimCSE, EMNLP 2021).
/// </summary>
internal sealed class TextAdapterTask : ITrainingTask
{
    /// <summary>What cosines are divided by to be log-odds.</summary>
    public const float Temperature = 0.05f;

    private const string Texts = "texts";
    private const string Left = "left";
    private const string Right = "right";
    private const string Bias = "bias";
    private const string LossWeights = "loss weights";
    private const int Shards = 2;
    private const int Reach = 2;
    private const int BatchesOfARound = 64;
    private const float Dropout = 0.1f;
    private const float SelfWeight = 0.1f;

    private readonly TrainingData _data;
    private readonly TextAdapterOptions _options;
    private readonly (int Left, int Right)[] _pairs;
    private readonly float[] _logShare;
    private readonly Func<Weights, CancellationToken, double?> _validate;
    private (int Left, int Right)[][] _round = [];

    /// <param name="data">Data with text vectors.</param>
    /// <param name="options">The settings.</param>
    /// <param name="seed">Part of the fingerprint of the order.</param>
    /// <param name="validate">Says how good weights are.</param>
    public TextAdapterTask(TrainingData data, TextAdapterOptions options, int seed, Func<Weights, CancellationToken, double?> validate)
    {
        (_data, _options, Seed, _validate) = (data, options, seed, validate);
        _pairs = [.. Pairs()];
        if (_pairs.Length == 0)
        {
            throw new TrainingException("No user liked two items with text one after the other, so 'text-adapter' can't be trained. Embed the items, import more interactions, or use 'text' as it is.");
        }

        var counts = new double[data.ItemCount];
        foreach (var (_, right) in _pairs)
        {
            counts[right]++;
        }

        _logShare = Array.ConvertAll(counts, c => (float)Math.Log(Math.Max(1, c) / _pairs.Length));
        Frozen = new Dictionary<string, float[]> { [Texts] = data.TextVectors! };
    }

    /// <inheritdoc/>
    public string Fingerprint => $"text-adapter {_options.Inner}, batches of {_options.PairsPerBatch}, {_data.ItemCount} items, data {DataHash.Of(_data)}";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, float[]> Frozen { get; }

    private int Seed { get; }

    private int PairsOfAShard => Math.Max(1, _options.PairsPerBatch / Shards);

    /// <inheritdoc/>
    public Tensor Loss(Tape tape)
    {
        var n = PairsOfAShard;
        var texts = tape.Frozen(Texts, _data.ItemCount, _data.TextDimension);
        var (left, right) = (tape.Lookup(texts, tape.Integers(Left, n)), tape.Lookup(texts, tape.Integers(Right, n)));
        var (bias, weights) = (tape.Floats(Bias, n, n), tape.Floats(LossWeights, n, 1));
        Tensor Head(Tensor x) => AdapterHead.Write(tape, x, _options.Inner, Dropout);
        var target = Head(right);
        var together = Losses.InfoNce(tape, Head(left), target, bias, weights, Temperature);
        return tape.Add(together, tape.Scale(Losses.InfoNce(tape, Head(right), target, bias, weights, Temperature), SelfWeight));
    }

    /// <inheritdoc/>
    public int StartEpoch(int epoch)
    {
        var random = new Random((int)CounterRandom.Key(Seed, epoch));
        var wanted = BatchesOfARound * PairsOfAShard * Shards;
        var all = new List<(int, int)>();
        do
        {
            var pass = ((int, int)[])_pairs.Clone();
            random.Shuffle(pass);
            all.AddRange(pass);
        }
        while (all.Count < wanted);
        _round = [.. all.Take(Math.Max(wanted, _pairs.Length)).Chunk(PairsOfAShard * Shards)];
        return _round.Length;
    }

    /// <inheritdoc/>
    public int Fill(int batch, int shard, GraphRun run)
    {
        var (left, right, bias, weights) = (run.Integers(Left), run.Integers(Right), run.Floats(Bias), run.Floats(LossWeights));
        var pairs = _round[batch].Skip(shard * PairsOfAShard).Take(PairsOfAShard).ToArray();
        Array.Clear(left);
        Array.Clear(right);
        Array.Clear(weights);
        Array.Fill(bias, SequenceNetwork.Hidden);
        for (var i = 0; i < left.Length; i++)
        {
            bias[(i * left.Length) + i] = 0;
        }

        for (var i = 0; i < pairs.Length; i++)
        {
            (left[i], right[i], weights[i]) = (pairs[i].Left, pairs[i].Right, 1f / _round[batch].Length);
            for (var j = 0; j < pairs.Length; j++)
            {
                var isNegative = pairs[j].Right != pairs[i].Right && pairs[j].Right != pairs[i].Left;
                bias[(i * left.Length) + j] = i == j || isNegative ? -_logShare[pairs[j].Right] : SequenceNetwork.Hidden;
            }
        }

        return pairs.Length;
    }

    /// <inheritdoc/>
    public double? Validate(Weights weights, CancellationToken cancellationToken) => _validate(weights, cancellationToken);

    private IEnumerable<(int Left, int Right)> Pairs()
    {
        var hasText = Enumerable.Range(0, _data.ItemCount)
            .Select(i => _data.TextVectors.AsSpan(i * _data.TextDimension, _data.TextDimension).ContainsAnyExcept(0f)).ToArray();
        foreach (var history in _data.Histories)
        {
            for (var i = 0; i < history.Length; i++)
            {
                for (var j = i + 1; j <= i + Reach && j < history.Length; j++)
                {
                    if (history[i] != history[j] && hasText[history[i]] && hasText[history[j]])
                    {
                        yield return (history[i], history[j]);
                    }
                }
            }
        }
    }
}
