namespace LlmRec.Catalog.Import;

/// <summary>Stores the entries of one file as they are read.</summary>
public static class EntryFile
{
    /// <summary>The most rejected lines that a report quotes.</summary>
    public const int MostProblems = 100;

    /// <summary>Reads a file to its end, or to its first bad line when strict.</summary>
    /// <typeparam name="T">The noun.</typeparam>
    /// <param name="path">The file, gzipped or not.</param>
    /// <param name="strict">Whether to stop at the first bad line; what came before it is stored then, nothing behind it.</param>
    /// <param name="read">Reads its content.</param>
    /// <param name="size">The most entries a transaction.</param>
    /// <param name="store">Stores a batch.</param>
    /// <param name="problems">Takes the lines passed over, <see cref="MostProblems"/> at the most.</param>
    /// <param name="onProgress">Told after each batch.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="ImportException">The file can't be read, or has a bad line and the import is strict.</exception>
    public static async Task<EntryCounts> StoreAsync<T>(
        string path,
        bool strict,
        Func<Stream, IAsyncEnumerable<ReadEntry<T>>> read,
        int size,
        Func<IReadOnlyList<T>, Task<IReadOnlyList<EntryOutcome>>> store,
        ICollection<ImportProblem> problems,
        Action<ImportProgress>? onProgress,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(problems);
        await using var input = await InputFile.OpenAsync(path, cancellationToken);
        try
        {
            return await EntryBatches.StoreAsync(
                strict ? Strictly(read(input.Content)) : read(input.Content),
                size,
                store,
                Rejected,
                () => onProgress?.Invoke(new(path, input.Position, input.Length)),
                cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new ImportException($"{path} is no intact gzip file ({e.Message.TrimEnd('.')}). What came before the damage is stored; send the whole file again.");
        }

        void Rejected(long line, string reason)
        {
            if (strict)
            {
                throw new ImportException($"{path}, line {line}: {reason}. Stopped there (--strict); what came before is stored.");
            }

            if (problems.Count < MostProblems)
            {
                problems.Add(new(path, line, reason));
            }
        }
    }

    private static async IAsyncEnumerable<ReadEntry<T>> Strictly<T>(IAsyncEnumerable<ReadEntry<T>> entries)
        where T : class
    {
        await foreach (var entry in entries)
        {
            yield return entry;
            if (entry.Entry is null)
            {
                // The batch up to here is stored and the line reported; nothing behind it is read.
                yield break;
            }
        }
    }
}
