namespace LlmRec.Learning.Engine.Batches;

/// <summary>Packs pieces of sequences into rows of a fixed length, so that hardly any of a batch is padding.</summary>
internal static class RowPacker
{
    private const int MostOpen = 64;

    /// <summary>Packs in the order given: each piece into the first open row with room; the fullest row is closed when too many are open.</summary>
    /// <param name="pieces">The pieces, none longer than a row.</param>
    /// <param name="length">Length of a row.</param>
    public static List<List<Piece>> Pack(IEnumerable<Piece> pieces, int length)
    {
        var rows = new List<List<Piece>>();
        var open = new List<(List<Piece> Row, int Left)>();
        foreach (var piece in pieces)
        {
            var place = open.FindIndex(o => o.Left >= piece.Length);
            if (place < 0)
            {
                if (open.Count == MostOpen)
                {
                    open.Remove(open.MinBy(o => o.Left));
                }

                place = open.Count;
                rows.Add([]);
                open.Add((rows[^1], length));
            }

            var (row, left) = open[place];
            row.Add(piece);
            open[place] = (row, left - piece.Length);
            if (left == piece.Length)
            {
                open.RemoveAt(place);
            }
        }

        return rows;
    }
}

/// <summary>A stretch of a sequence.</summary>
/// <param name="Source">The number of the sequence: a user's history, or a document.</param>
/// <param name="From">Its first element.</param>
/// <param name="Length">Elements in it.</param>
internal readonly record struct Piece(int Source, int From, int Length);
