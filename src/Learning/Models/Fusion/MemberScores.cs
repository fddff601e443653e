namespace LlmRec.Learning.Models.Fusion;

/// <summary>Scores histories by all members at once.</summary>
internal static class MemberScores
{
    private const int MostScores = 1 << 22;
    private const int MostRows = 64;

    /// <summary>Looks at one history's scores.</summary>
    /// <param name="index">Which history.</param>
    /// <param name="rows">By member: a score for each item; may be written to.</param>
    public delegate void Row(int index, Memory<float>[] rows);

    /// <summary>Scores all histories, several batches side by side.</summary>
    public static void ForEach(IReadOnlyList<FusionMember> members, IReadOnlyList<int[]> histories, int items, int threads, Row row, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(MostScores / (items * members.Count), 1, MostRows);
        Parallel.For(
            0,
            (histories.Count + size - 1) / size,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => members.Select(_ => new float[size * items]).ToArray(),
            (batch, _, buffers) =>
            {
                var from = batch * size;
                var rows = Enumerable.Range(from, Math.Min(size, histories.Count - from)).Select(i => (ReadOnlyMemory<int>)histories[i]).ToArray();
                for (var m = 0; m < members.Count; m++)
                {
                    members[m].Model.Score(rows, buffers[m].AsSpan(0, rows.Length * items), cancellationToken);
                }

                for (var i = 0; i < rows.Length; i++)
                {
                    row(from + i, Array.ConvertAll(buffers, b => b.AsMemory(i * items, items)));
                }

                return buffers;
            },
            _ => { });
    }
}
