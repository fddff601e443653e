using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;

namespace LlmRec.Evaluation.Datasets;

/// <summary>Reads a data folder: <c>items.jsonl</c>, <c>interactions.csv</c> and, where there is one, <c>splits.csv</c>, each gzipped or not.</summary>
public sealed class DatasetReader
{
    private const int MostProblems = 100;

    private readonly LikeRules _likes;
    private readonly TimeProvider _time;

    /// <param name="likes">What counts as a like.</param>
    /// <param name="time">Later events are refused.</param>
    public DatasetReader(LikeRules likes, TimeProvider time)
    {
        _likes = likes;
        _time = time;
    }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="EvaluationException">A file is missing, or holds nothing that can be evaluated.</exception>
    /// <exception cref="ImportException">A file can't be read, or mixes times and order indexes.</exception>
    public async Task<Dataset> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var problems = new Problems();
        var read = await ItemsAsync(DataFolder.Find(folder, "items.jsonl"), problems, cancellationToken);
        var interactions = DataFolder.Find(folder, "interactions.csv");
        var time = await DataFolder.TimeKindAsync(interactions, cancellationToken);
        var rows = await RowsAsync(interactions, time, read.Select(i => i.Id).ToHashSet(StringComparer.Ordinal), problems, cancellationToken);
        var splits = DataFolder.TryFind(folder, "splits.csv") is { } file ? await SplitsFile.ReadAsync(file, cancellationToken) : null;
        var items = CanonicalOrder.Of(read, rows);
        var numbers = items.Select((item, number) => (item.Id, number)).ToDictionary(i => i.Id, i => i.number, StringComparer.Ordinal);
        return new()
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Items = items,
            Logs = CanonicalOrder.Logs(rows, numbers, splits),
            Time = time,
            HasSplits = splits is not null,
            Problems = problems.First,
            Rejected = problems.Count,
        };
    }

    private static async Task<List<Item>> ItemsAsync(string path, Problems problems, CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, Item>(StringComparer.Ordinal);
        await using var input = await InputFile.OpenAsync(path, cancellationToken);
        await DataFolder.Intact(path, async () =>
        {
            await foreach (var (line, entry, unreadable) in EntryReader.LinesAsync<Item>(input.Content, cancellationToken))
            {
                var (item, reason) = entry is null ? (null, unreadable) : ItemCheck.Check(entry);
                if (item is null)
                {
                    problems.Add(path, line, reason!);
                }
                else
                {
                    items[item.Id] = item;
                }
            }
        });
        return items.Count > 0 ? [.. items.Values] : throw new EvaluationException($"{path} holds no item.");
    }

    private async Task<List<DatasetRow>> RowsAsync(string path, TimeKind kind, HashSet<string> items, Problems problems, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<(string User, string Item, double Time), DatasetRow>();
        var now = _time.GetUtcNow();
        await using var input = await InputFile.OpenAsync(path, cancellationToken);
        await DataFolder.Intact(path, async () =>
        {
            await foreach (var (line, entry, unreadable) in InteractionsFile.ReadAsync(input.Content, path, cancellationToken))
            {
                var (time, _, timeReason) = EventTime.Parse(entry?.Timestamp, now);
                var reason = entry is null ? unreadable
                    : !_likes.Knows(entry.Type) ? $"type '{entry.Type}' is not known; known: {string.Join(", ", _likes.Types)}"
                    : !double.IsFinite(entry.Value) ? "value is not a finite number"
                    : !items.Contains(entry.ItemId) ? $"item '{entry.ItemId}' is not among the items"
                    : timeReason;
                if (reason is not null)
                {
                    problems.Add(path, line, reason);
                    continue;
                }

                // The same event twice is one event; of several types at one moment a like counts.
                var key = (entry!.UserId, entry.ItemId, time);
                var isLike = _likes.WeightOf(entry.Type, entry.Value) > 0 || (rows.TryGetValue(key, out var known) && known.IsLike);
                rows[key] = new(entry.UserId, entry.ItemId, time, isLike);
            }
        });
        return rows.Count > 0 ? [.. rows.Values] : throw new EvaluationException($"{path} holds no interaction with an item of the catalogue ({kind}): there is nothing to evaluate.");
    }

    private sealed class Problems
    {
        private readonly List<ImportProblem> _first = [];

        public IReadOnlyList<ImportProblem> First => _first;

        public int Count { get; private set; }

        public void Add(string file, long line, string reason)
        {
            Count++;
            if (_first.Count < MostProblems)
            {
                _first.Add(new(file, line, reason));
            }
        }
    }
}
