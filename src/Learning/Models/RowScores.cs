namespace LlmRec.Learning.Models;

/// <summary>Scores a batch row by row. On the caller's thread: whoever has many batches scores several at once.</summary>
internal static class RowScores
{
    /// <summary>Scores one history.</summary>
    /// <param name="history">Oldest first, not empty.</param>
    /// <param name="scores">Receives a score for each item; what it holds before is undefined.</param>
    public delegate void ScoreOne(ReadOnlySpan<int> history, Span<float> scores);

    /// <summary>Fills a batch.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="items">Items, the length of a row.</param>
    /// <param name="scores">Receives history × item.</param>
    /// <param name="one">Scores one history.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public static void Fill(IReadOnlyList<ReadOnlyMemory<int>> histories, int items, Span<float> scores, ScoreOne one, CancellationToken cancellationToken)
    {
        for (var row = 0; row < histories.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            one(histories[row].Span, scores.Slice(row * items, items));
        }
    }
}
