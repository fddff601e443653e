using LlmRec.Catalog.Items;
using LlmRec.Recommending.Training;

namespace LlmRec.Evaluation.Datasets;

/// <summary>A row of <c>interactions.csv</c> that was taken.</summary>
internal sealed record DatasetRow(string User, string Item, double Time, bool IsLike);

/// <summary>
/// Numbers items and users by content alone. Ids and line numbers leak in public data sets (ids given out in the order of
/// first purchase, lines sorted by time): whatever they order would answer part of the question.
/// </summary>
internal static class CanonicalOrder
{
    /// <summary>Items by a hash of title, text and categories; those that say the same by how often they occur. Only what can't be told apart at all is left to the ids.</summary>
    public static IReadOnlyList<Item> Of(IEnumerable<Item> items, IEnumerable<DatasetRow> rows)
    {
        var counts = rows.CountBy(r => r.Item, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return CanonicalItems.Ordered(items, item => item, item => counts.GetValueOrDefault(item.Id));
    }

    /// <summary>Each user's events, oldest first, and the users by their events.</summary>
    public static IReadOnlyList<LoggedEvent[]> Logs(
        IEnumerable<DatasetRow> rows, IReadOnlyDictionary<string, int> numbers, IReadOnlyDictionary<(string User, string Item, double Time), SplitMark>? splits)
    {
        var logs = rows
            .GroupBy(r => r.User, StringComparer.Ordinal)
            .Select(user => user
                .Select(r => new LoggedEvent(numbers[r.Item], r.Time, r.IsLike, splits?.GetValueOrDefault((r.User, r.Item, r.Time)) ?? SplitMark.Train))
                .OrderBy(e => e.Time).ThenBy(e => e.Item)
                .ToArray())
            .ToList();
        logs.Sort(Compare);
        return logs;
    }

    private static int Compare(LoggedEvent[] a, LoggedEvent[] b)
    {
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var order = a[i].Item.CompareTo(b[i].Item);
            order = order != 0 ? order : a[i].Time.CompareTo(b[i].Time);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
