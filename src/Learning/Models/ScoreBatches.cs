namespace LlmRec.Learning.Models;

/// <summary>Scores many histories, several batches at once, and hands each row to whoever wants it.</summary>
public static class ScoreBatches
{
    // 16 MB of scores a thread: large enough for matrix products, small enough for any catalogue.
    private const int MostScores = 1 << 22;
    private const int MostRows = 128;

    /// <summary>Looks at the scores of one history.</summary>
    /// <param name="index">Which history.</param>
    /// <param name="scores">One for each item; may be written to.</param>
    public delegate void Row(int index, Span<float> scores);

    /// <summary>Scores all histories.</summary>
    /// <param name="model">The model.</param>
    /// <param name="histories">The histories, none empty.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="row">Called once for each history, from several threads, in no order.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static void ForEach(IScoringModel model, IReadOnlyList<int[]> histories, int items, int threads, Row row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentNullException.ThrowIfNull(row);
        var size = Math.Clamp(MostScores / items, 1, MostRows);
        Parallel.For(
            0,
            (histories.Count + size - 1) / size,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => new float[size * items],
            (batch, _, scores) =>
            {
                var from = batch * size;
                var rows = Enumerable.Range(from, Math.Min(size, histories.Count - from)).Select(i => (ReadOnlyMemory<int>)histories[i]).ToArray();
                model.Score(rows, scores.AsSpan(0, rows.Length * items), cancellationToken);
                for (var i = 0; i < rows.Length; i++)
                {
                    row(from + i, scores.AsSpan(i * items, items));
                }

                return scores;
            },
            _ => { });
    }
}
