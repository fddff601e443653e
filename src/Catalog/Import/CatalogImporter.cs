using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Users;

namespace LlmRec.Catalog.Import;

/// <summary>What to import; any of the files.</summary>
/// <param name="ItemsPath">An <c>items.jsonl</c>.</param>
/// <param name="UsersPath">A <c>users.jsonl</c>.</param>
/// <param name="InteractionsPath">An <c>interactions.csv</c>.</param>
/// <param name="OrderIndex">Says that the interactions' timestamps are order indexes.</param>
/// <param name="Strict">Stops at the first bad line.</param>
public sealed record ImportRequest(string? ItemsPath, string? UsersPath, string? InteractionsPath, bool OrderIndex = false, bool Strict = false);

/// <summary>How far an import is.</summary>
/// <param name="File">The file being read.</param>
/// <param name="Bytes">Bytes of it read.</param>
/// <param name="TotalBytes">Bytes of it in all.</param>
public sealed record ImportProgress(string File, long Bytes, long TotalBytes);

/// <summary>
/// Imports files of any size, streaming. Batches are stored as they are read: an import that is stopped or killed loses
/// at most the batch in flight, and the same files again change nothing that is stored.
/// </summary>
public sealed class CatalogImporter
{
    private const int ItemsABatch = 1_000;
    private const int InteractionsABatch = 10_000;

    private readonly ItemStore _items;
    private readonly UserStore _users;
    private readonly InteractionStore _interactions;
    private readonly TimeProvider _time;

    /// <summary>Creates an importer into the stores.</summary>
    public CatalogImporter(ItemStore items, UserStore users, InteractionStore interactions, TimeProvider time)
    {
        _items = items;
        _users = users;
        _interactions = interactions;
        _time = time;
    }

    /// <summary>Opens each file of a request once: a mistyped name of the last must not come to light after the first is stored.</summary>
    /// <exception cref="ImportException">A file is not there, or can't be read.</exception>
    public static async Task CheckFilesAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var file in new[] { request.ItemsPath, request.UsersPath, request.InteractionsPath }.OfType<string>())
        {
            await (await InputFile.OpenAsync(file, cancellationToken)).DisposeAsync();
        }
    }

    /// <summary>Imports what is asked for: items first, then users, then interactions.</summary>
    /// <exception cref="ImportException">A file can't be read, mixes times and order indexes, or has a bad line and the import is strict.</exception>
    public async Task<ImportReport> ImportAsync(ImportRequest request, Action<ImportProgress>? onProgress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = _time.GetTimestamp();
        await CheckFilesAsync(request, cancellationToken);
        var kind = request.InteractionsPath is { } path ? await TimeKindAsync(path, request.OrderIndex, cancellationToken) : null;
        var problems = new List<ImportProblem>();
        var items = await FileAsync(request.ItemsPath, s => OnceEach(EntryReader.LinesAsync<Item>(s, cancellationToken), item => item.Id, item => ItemCheck.Check(item).Reason), ItemsABatch, batch => _items.UpsertAsync(batch, cancellationToken));
        var users = await FileAsync(request.UsersPath, s => OnceEach(EntryReader.LinesAsync<User>(s, cancellationToken), user => user.Id, UserStore.Fault), ItemsABatch, batch => _users.UpsertAsync(batch, cancellationToken));
        var interactions = await FileAsync(
            request.InteractionsPath,
            s => InteractionsFile.ReadAsync(s, request.InteractionsPath!, cancellationToken),
            InteractionsABatch,
            batch => _interactions.AddAsync(batch, kind, cancellationToken));
        return new(items, users, interactions, problems, Math.Round(_time.GetElapsedTime(started).TotalSeconds, 3));

        Task<EntryCounts> FileAsync<T>(
            string? file, Func<Stream, IAsyncEnumerable<ReadEntry<T>>> read, int size, Func<IReadOnlyList<T>, Task<IReadOnlyList<EntryOutcome>>> store)
            where T : class => file is null
                ? Task.FromResult(new EntryCounts())
                : EntryFile.StoreAsync(file, request.Strict, read, size, store, problems, onProgress, cancellationToken);
    }

    private static async IAsyncEnumerable<ReadEntry<T>> OnceEach<T>(IAsyncEnumerable<ReadEntry<T>> entries, Func<T, string> idOf, Func<T, string?> faultOf)
        where T : class
    {
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var entry in entries)
        {
            // Were the last one to win, each import of the same file would change the entry and change it back. One that
            // the store refuses takes no id: a good one behind it must not be lost with it.
            yield return entry.Entry is null || faultOf(entry.Entry) is not null || lines.TryAdd(idOf(entry.Entry), entry.Position)
                ? entry
                : new(entry.Position, null, $"id '{idOf(entry.Entry)}' stands on line {lines[idOf(entry.Entry)]} already, and that one is taken; leave one of them out");
        }
    }

    private async Task<TimeKind?> TimeKindAsync(string path, bool orderIndex, CancellationToken cancellationToken)
    {
        await using var input = await InputFile.OpenAsync(path, cancellationToken);
        TimeKind? kind;
        try
        {
            kind = await InteractionsFile.ClassifyAsync(input.Content, path, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new ImportException($"{path} is no intact gzip file ({e.Message.TrimEnd('.')}); nothing was imported.");
        }

        var held = await _interactions.TimeKindAsync(cancellationToken);
        return (kind, orderIndex, held) switch
        {
            (TimeKind.OrderIndex, _, TimeKind.Real) => throw new ImportException("This store holds interactions with times; order-index data needs a store of its own (--data-dir). Nothing was imported."),
            (TimeKind.Real, _, TimeKind.OrderIndex) => throw new ImportException("This store holds order-index interactions; data with times needs a store of its own (--data-dir). Nothing was imported."),
            (TimeKind.OrderIndex, false, _) => throw new ImportException(
                $"The timestamps in {path} are below {EventTime.FirstReal:n0}: an order for each user, not times. Say --order-index if that is meant; nothing was imported."),
            (TimeKind.Real, true, _) => throw new ImportException($"{path} holds times, not order indexes: leave out --order-index. Nothing was imported."),
            _ => kind,
        };
    }
}
