namespace LlmRec.Catalog.Import;

/// <summary>Stores entries as they are read, in batches of one transaction each, and tells what became of each.</summary>
public static class EntryBatches
{
    // Entries of a megabyte each must not add up to a gigabyte before the first is stored.
    private const long MostBytes = 4 << 20;

    // Reasons quote what was sent, and that may be megabytes.
    private const int LongestReason = 500;

    /// <summary>Reads to the end, or to the first bad entry when strict.</summary>
    /// <typeparam name="T">The noun.</typeparam>
    /// <param name="entries">The entries as read.</param>
    /// <param name="size">The most entries a transaction; fewer when they are large.</param>
    /// <param name="store">Stores a batch.</param>
    /// <param name="onRejected">Told each rejection: position and reason.</param>
    /// <param name="onBatch">Told after each batch.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static async Task<EntryCounts> StoreAsync<T>(
        IAsyncEnumerable<ReadEntry<T>> entries,
        int size,
        Func<IReadOnlyList<T>, Task<IReadOnlyList<EntryOutcome>>> store,
        Action<long, string> onRejected,
        Action? onBatch = null,
        CancellationToken cancellationToken = default)
        where T : class
    {
        var counts = new EntryCounts();
        var batch = new List<ReadEntry<T>>(size);
        var bytes = 0L;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            batch.Add(entry);
            bytes += entry.Size;
            if (batch.Count == size || bytes >= MostBytes)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        return counts;

        async Task FlushAsync()
        {
            var readable = batch.Where(e => e.Entry is not null).Select(e => e.Entry!).ToList();
            var outcomes = readable.Count > 0 ? await store(readable) : [];
            var next = 0;
            foreach (var entry in batch)
            {
                var outcome = entry.Entry is null ? EntryOutcome.Rejected(entry.Reason!) : outcomes[next++];
                counts.Add(outcome.State);
                if (outcome.State == EntryState.Rejected)
                {
                    onRejected(entry.Position, outcome.Reason is { Length: > LongestReason } reason ? reason[..LongestReason] + "…" : outcome.Reason!);
                }
            }

            batch.Clear();
            bytes = 0;
            onBatch?.Invoke();
        }
    }
}
