using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;

namespace LlmRec.Recommending.Map;

/// <summary>Chooses which categories a map tells apart by colour.</summary>
internal static class MapBands
{
    /// <summary>How many at most: more colours can't be told from each other.</summary>
    public const int Most = 10;

    /// <summary>
    /// The most frequent categories, those of half of the items and more left out (they tell nothing apart), and of each item the
    /// number (from 1) of the first of its own that is among them; 0 for none.
    /// </summary>
    public static (byte[] Bands, IReadOnlyList<string> Categories) Of(IReadOnlyList<CatalogItem?> items)
    {
        var own = items.Select(item => (item?.Facets ?? []).Where(f => f.Kind == Facet.Category).Select(f => f.Value).ToList()).ToList();
        var counts = own.SelectMany(c => c.Distinct()).CountBy(c => c).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).ToList();
        var telling = counts.Where(c => 2 * c.Value < items.Count).ToList();
        string[] categories = [.. (telling.Count > 0 ? telling : counts).Take(Most).Select(c => c.Key)];
        return ([.. own.Select(of => (byte)(of.Select(c => Array.IndexOf(categories, c) + 1).FirstOrDefault(band => band > 0)))], categories);
    }
}
