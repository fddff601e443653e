using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LlmRec.Learning.Engine.Batches;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Training;
using Losses = LlmRec.Learning.Engine.Losses.Loss;

namespace LlmRec.Learning.Decoder;

/// <summary>Asks for the next token of every document, several documents to a row, each blind to the others.</summary>
internal sealed class DecoderTask : ITrainingTask
{
    private const string Tokens = "tokens";
    private const string Targets = "targets";
    private const string Mask = "mask";
    private const string LossWeights = "loss weights";

    private readonly DecoderShape _shape;
    private readonly IReadOnlyList<TokenDocument> _documents;
    private readonly int _rowsOfAShard;
    private readonly int _shards;
    private readonly int _seed;
    private readonly Func<Weights, CancellationToken, double?> _validate;
    private List<Piece>[][] _pass = [];

    /// <param name="shape">The network's size.</param>
    /// <param name="documents">What is learned from.</param>
    /// <param name="rowsOfAShard">Rows in a shard of a batch.</param>
    /// <param name="shards">Shards in a batch.</param>
    /// <param name="seed">Where the order comes from.</param>
    /// <param name="validate">Says how good weights are.</param>
    public DecoderTask(
        DecoderShape shape, IReadOnlyList<TokenDocument> documents, int rowsOfAShard, int shards, int seed, Func<Weights, CancellationToken, double?> validate)
    {
        (_shape, _documents, _rowsOfAShard, _shards, _seed, _validate) = (shape, documents, rowsOfAShard, shards, seed, validate);
    }

    /// <inheritdoc/>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var document in _documents)
            {
                hash.AppendData(BitConverter.GetBytes(document.Tokens.Length));
                hash.AppendData(BitConverter.GetBytes(document.LossFrom));
                hash.AppendData(MemoryMarshal.AsBytes(document.Tokens.AsSpan()));
            }

            return $"{_shape}, batches of {_shards} × {_rowsOfAShard}, corpus {Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, float[]> Frozen { get; } = new Dictionary<string, float[]>();

    /// <inheritdoc/>
    public Tensor Loss(Tape tape)
    {
        var places = _rowsOfAShard * _shape.Length;
        var hidden = DecoderNetwork.Write(tape, tape.Integers(Tokens, places), tape.Floats(Mask, _rowsOfAShard, _shape.Length, _shape.Length), _shape);
        var table = DecoderNetwork.Table(tape, _shape);
        var targets = tape.Integers(Targets, places);
        return Losses.FullSoftmax(tape, hidden, table, targets, tape.Lookup(table, targets), tape.Floats(LossWeights, places, 1));
    }

    /// <inheritdoc/>
    public int StartEpoch(int epoch)
    {
        var random = new Random((int)CounterRandom.Key(_seed, epoch));
        var pieces = _documents.Select((document, i) => new Piece(i, 0, document.Tokens.Length - 1)).ToArray();
        random.Shuffle(pieces);
        var rows = RowPacker.Pack(pieces, _shape.Length).ToArray();
        random.Shuffle(rows);
        _pass = [.. rows.Chunk(_rowsOfAShard * _shards)];
        return _pass.Length;
    }

    /// <inheritdoc/>
    public int Fill(int batch, int shard, GraphRun run)
    {
        var rows = _pass[batch];
        var (tokens, targets, mask, weights) = (run.Integers(Tokens), run.Integers(Targets), run.Floats(Mask), run.Floats(LossWeights));
        Array.Clear(tokens);
        Array.Clear(targets);
        Array.Clear(weights);
        Array.Fill(mask, DecoderNetwork.Hidden);
        var weight = 1f / rows.Sum(row => row.Sum(piece => Learned(piece)));
        var count = 0;
        for (var row = 0; row < _rowsOfAShard && (shard * _rowsOfAShard) + row < rows.Length; row++)
        {
            var at = 0;
            foreach (var piece in rows[(shard * _rowsOfAShard) + row])
            {
                var document = _documents[piece.Source];
                for (var i = 0; i < piece.Length; i++)
                {
                    var place = (row * _shape.Length) + at + i;
                    (tokens[place], targets[place]) = (document.Tokens[i], document.Tokens[i + 1]);
                    weights[place] = i + 1 >= document.LossFrom ? weight : 0;
                    mask.AsSpan((place * _shape.Length) + at, i + 1).Clear();
                }

                at += piece.Length;
            }

            count += at;
        }

        return count;
    }

    /// <inheritdoc/>
    public double? Validate(Weights weights, CancellationToken cancellationToken) => _validate(weights, cancellationToken);

    private int Learned(Piece piece) => _documents[piece.Source].Tokens.Length - _documents[piece.Source].LossFrom;
}
