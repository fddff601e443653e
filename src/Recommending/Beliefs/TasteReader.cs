using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;

namespace LlmRec.Recommending.Beliefs;

/// <summary>Reads off a user's likes what they have in common: facets that are more frequent among them than in the catalogue.</summary>
internal static class TasteReader
{
    private const int MostTastes = 8;
    private const int MostSources = 3;
    private const int FewestLikes = 2;

    /// <summary>The tastes, the most telling first: by the facet's part of the divergence of the likes from the catalogue, n·ln(p/q).</summary>
    /// <param name="likes">The liked items, the heaviest first.</param>
    /// <param name="items">The catalogue.</param>
    public static IReadOnlyList<Taste> Of(IReadOnlyList<CatalogItem> likes, ItemTable items)
    {
        var shared = likes.SelectMany(l => l.Facets.Distinct().Select(f => (Facet: f, Item: l)))
            .GroupBy(f => f.Facet, f => f.Item)
            .Where(f => f.Count() >= FewestLikes)
            .ToDictionary(f => f.Key, f => f.ToList());
        if (shared.Count == 0)
        {
            return [];
        }

        var everywhere = Counts(shared.Keys, items);
        double Gain(Facet facet, int count) => count * Math.Log((double)count / likes.Count * items.Count / Math.Max(1, everywhere[facet]));
        return
        [
            .. shared
                .Select(s => (s.Key, Items: s.Value, Gain: Gain(s.Key, s.Value.Count)))
                .Where(s => s.Gain > 0)
                .OrderByDescending(s => s.Gain).ThenBy(s => s.Key.Value, StringComparer.Ordinal).ThenBy(s => s.Key.Kind, StringComparer.Ordinal)
                .DistinctBy(s => s.Key.Value)
                .Take(MostTastes)
                .Select(s => new Taste(s.Key.Kind, s.Key.Value, s.Items.Count, likes.Count, [.. s.Items.Take(MostSources).Select(i => i.DisplayTitle)])),
        ];
    }

    private static Dictionary<Facet, int> Counts(IEnumerable<Facet> facets, ItemTable items)
    {
        var counts = facets.ToDictionary(f => f, _ => 0);
        foreach (var facet in items.All().SelectMany(i => i.Facets))
        {
            if (counts.TryGetValue(facet, out var count))
            {
                counts[facet] = count + 1;
            }
        }

        return counts;
    }
}
