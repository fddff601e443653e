using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Words that are the name of a brand or the like, and ordinary words in this catalogue, too ("staples").</summary>
internal static class OrdinaryWords
{
    private const int Fewest = 3;

    /// <summary>The words: each stands in three titles or more of items that are not of that name.</summary>
    /// <param name="items">The items.</param>
    public static IReadOnlySet<string> Of(IEnumerable<CatalogItem> items)
    {
        var names = items.SelectMany(i => i.Facets).Where(f => f.Kind != Facet.Category).Distinct()
            .Select(f => (Facet: f, Terms: Terms(f.Value).ToList()))
            .Where(f => f.Terms.Count == 1).GroupBy(f => f.Terms[0]).ToDictionary(g => g.Key, g => g.Select(f => f.Facet).ToHashSet());
        return items
            .SelectMany(item => Terms(item.Title).Distinct().Where(term => names.TryGetValue(term, out var of) && !item.Facets.Any(of.Contains)))
            .CountBy(term => term).Where(t => t.Value >= Fewest).Select(t => t.Key).ToHashSet();
    }

    private static IEnumerable<string> Terms(string text) => SearchTerms.OfText(text).Select(t => t.Term);
}
