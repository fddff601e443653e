using LlmRec.Learning.Engine.Batches;
using LlmRec.Learning.Engine.Training;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>Cuts histories into pieces, draws their order, and packs them into batches. A round holds several passes over the data where that is small.</summary>
internal sealed class SequenceBatches
{
    private const int StepsOfARound = 64;

    private readonly IReadOnlyList<int[]> _histories;
    private readonly int _length;
    private readonly int _overlap;
    private readonly int _rowsOfABatch;
    private readonly int _passes;
    private readonly int _seed;

    /// <param name="histories">The histories.</param>
    /// <param name="length">Length of a row.</param>
    /// <param name="overlap">Events that a piece shares with the next: 1 where the last is only a target.</param>
    /// <param name="rowsOfABatch">Rows in a batch.</param>
    /// <param name="seed">Where the order comes from.</param>
    public SequenceBatches(IReadOnlyList<int[]> histories, int length, int overlap, int rowsOfABatch, int seed)
    {
        (_histories, _length, _overlap, _rowsOfABatch, _seed) = (histories, length, overlap, rowsOfABatch, seed);
        var batches = Math.Max(1, histories.Sum(h => (double)Math.Max(0, h.Length - overlap)) / (rowsOfABatch * length));
        _passes = (int)Math.Max(1, StepsOfARound / batches);
    }

    /// <summary>Draws a round; the same round always alike.</summary>
    /// <returns>Its batches: each a list of rows, each row a list of pieces.</returns>
    public List<List<Piece>[]> Round(int round)
    {
        var batches = new List<List<Piece>[]>();
        for (var pass = 0; pass < _passes; pass++)
        {
            var random = new Random((int)CounterRandom.Key(_seed, round, pass));
            var pieces = _histories.SelectMany((history, user) => Pieces(user, history.Length - _overlap, random)).ToArray();
            random.Shuffle(pieces);
            var rows = RowPacker.Pack(pieces, _length).ToArray();
            random.Shuffle(rows);
            batches.AddRange(rows.Chunk(_rowsOfABatch));
        }

        return batches;
    }

    /// <summary>Pieces of a row's length, with their borders elsewhere in every pass.</summary>
    private IEnumerable<Piece> Pieces(int user, int events, Random random)
    {
        var from = events > _length ? -random.Next(_length) : 0;
        for (; from < events; from += _length)
        {
            var (start, end) = (Math.Max(0, from), Math.Min(events, from + _length));
            yield return new(user, start, end - start);
        }
    }
}
