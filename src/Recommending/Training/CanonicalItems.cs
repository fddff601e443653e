using System.Security.Cryptography;
using System.Text;
using LlmRec.Catalog.Items;

namespace LlmRec.Recommending.Training;

/// <summary>
/// Numbers items by content alone. Ids, keys and line numbers leak (ids given out in the order of first purchase, lines
/// sorted by time): whatever they order would answer part of the question.
/// </summary>
public static class CanonicalItems
{
    /// <summary>Items by a hash of title, text and categories; those that say the same by how often they occur. Only what can't be told apart at all is left to the ids.</summary>
    /// <param name="items">What to order.</param>
    /// <param name="itemOf">The item of each.</param>
    /// <param name="occurrences">How often an item occurs.</param>
    public static IReadOnlyList<T> Ordered<T>(IEnumerable<T> items, Func<T, Item> itemOf, Func<T, int> occurrences) =>
        [.. items
            .Select(entry => (Entry: entry, Item: itemOf(entry)))
            .Select(e => (e.Entry, e.Item, Hash: Hash(e.Item)))
            .OrderBy(e => e.Hash, StringComparer.Ordinal)
            .ThenBy(e => occurrences(e.Entry))
            .ThenBy(e => e.Item.Id, StringComparer.Ordinal)
            .Select(e => e.Entry)];

    private static string Hash(Item item) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{item.Title}\n{item.Text}\n{string.Join('\n', item.Categories)}")));
}
