using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;

namespace LlmRec.Agents.Conversing.Replies;

/// <summary>Tells of an item what the catalogue knows: what it is, and how its own text begins.</summary>
/// <param name="store">The items' texts.</param>
internal sealed class ItemTeller(ItemStore store)
{
    private const int LeastText = 70;
    private const int MostValues = 4;

    /// <summary>What is known of an item.</summary>
    public async Task<string> TellAsync(CatalogItem item, CancellationToken cancellationToken)
    {
        var kinds = item.Facets.Where(FacetKinds.CanBeSaid).GroupBy(f => f.Kind).Select(kind =>
        {
            string[] values = [.. kind.Select(f => SayableText.Of(f.Value)).Take(MostValues)];
            return kind.Key == Facet.Category ? string.Join(", ", values) : $"{(values.Length > 1 ? FacetKinds.Plural(kind.Key) : FacetKinds.Singular(kind.Key))} {Reason.Listed(values)}";
        }).ToList();
        var known = kinds.Count > 0 ? $"{SayableText.Of(item.DisplayTitle)}: {string.Join("; ", kinds)}." : $"All I know of {SayableText.Of(item.DisplayTitle)} is its title.";
        return (await store.GetAsync(item.Id, cancellationToken))?.Text is { Length: > 0 } text ? $"{known} Its description: “{Beginning(SayableText.Of(text))}”" : known;
    }

    /// <summary>Whole sentences where the text was cut.</summary>
    private static string Beginning(string cut)
    {
        var end = cut.EndsWith('…') ? cut.LastIndexOf(". ", StringComparison.Ordinal) : -1;
        return end > LeastText ? cut[..(end + 1)] : cut;
    }
}
