using LlmRec.Catalog.Items;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Dialogues;

/// <summary>Likes from another data set, on the items that both have: joined by identifiers that both give them, else by title.</summary>
internal static class ElsewhereLikes
{
    /// <summary>By user of the other set: what they liked, in order, as numbers of this catalogue.</summary>
    public static IReadOnlyList<int[]> Of(Dataset other, IReadOnlyList<Item> items)
    {
        var known = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (number, item) in items.Index())
        {
            foreach (var key in KeysOf(item))
            {
                known.TryAdd(key, number);
            }
        }

        var numbers = other.Items.Select(i => KeysOf(i).Select(key => known.TryGetValue(key, out var number) ? number : -1).FirstOrDefault(n => n >= 0, -1)).ToArray();
        return [.. other.Logs.Select(log => log.Where(e => e.IsLike).Select(e => numbers[e.Item]).Where(n => n >= 0).ToArray()).Where(likes => likes.Length > 1)];
    }

    /// <summary>Identifiers first: a title can be two films'.</summary>
    private static IEnumerable<string> KeysOf(Item item) =>
        [.. item.Attributes.Where(a => a.Key.EndsWith("Id", StringComparison.Ordinal)).SelectMany(a => a.Value.Values.Select(v => $"{a.Key}={v}")), $"title={item.Title}"];
}
