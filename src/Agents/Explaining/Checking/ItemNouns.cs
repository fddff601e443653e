using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>What the evidence itself calls its items: by the kinds of their attributes, by their categories, of made things by words of the title.</summary>
internal static class ItemNouns
{
    private static readonly string[] MadeThings = ["brand", "material", "color", "colour", "scent", "skin type", "size"];

    /// <summary>The names of the kinds of attributes, in the singular.</summary>
    public static IReadOnlyCollection<string> Kinds(PickFacts facts) => [.. Holders.AllFacets(facts).Select(f => FacetKinds.Singular(f.Kind)).Distinct()];

    /// <summary>The nouns, in singular and plural.</summary>
    public static IEnumerable<string> Of(PickFacts facts) =>
        FacetKinds.NounsOf(Holders.AllFacets(facts)).Concat(KindWords.ItemsOf(Kinds(facts))).Concat(OfCategories(facts)).Concat(OfTitles(facts)).SelectMany(n => new[] { n, Inflection.Plural(n), Inflection.Singular(n) });

    /// <summary>The nouns that come of titles and categories, not of what all items of such a catalogue are called.</summary>
    public static IEnumerable<string> Own(PickFacts facts) => OfCategories(facts).Concat(OfTitles(facts)).SelectMany(n => new[] { n, Inflection.Singular(n) })
        .Except(FacetKinds.NounsOf(Holders.AllFacets(facts)).Concat(KindWords.ItemsOf(Kinds(facts))));

    /// <summary>Whether an item's title or one of its categories calls it by a noun.</summary>
    public static bool AreOf(ItemFacts item, string noun) => item.Facets.Where(f => f.Kind == Facet.Category).Select(f => f.Value).Append(item.Title)
        .SelectMany(v => v.ToLowerInvariant().Split([' ', ',', '-', '"', '(', ')', '/', '&'], StringSplitOptions.RemoveEmptyEntries)).Any(w => w == noun || Inflection.Singular(w) == noun);

    /// <summary>Of "Hand Creams" the items are creams.</summary>
    private static IEnumerable<string> OfCategories(PickFacts facts) =>
        Holders.AllFacets(facts).Where(f => f.Kind == Facet.Category).Select(f => f.Value.ToLowerInvariant().Split(' ')[^1]).Where(n => n.All(char.IsLetter));

    private static IEnumerable<string> OfTitles(PickFacts facts)
    {
        ItemFacts[] items = [facts.Item, .. facts.Versus is { } versus ? new[] { versus.Facts.Item } : []];
        return items.Where(i => i.Facets.Any(f => MadeThings.Contains(FacetKinds.Singular(f.Kind))))
            .SelectMany(i => i.Title.ToLowerInvariant().Split([' ', ',', '-', '"', '(', ')'], StringSplitOptions.RemoveEmptyEntries)).Where(word => word.All(char.IsLetter))
            .Concat(facts.Item.Facets.Any(f => MadeThings.Contains(FacetKinds.Singular(f.Kind))) ? Mentions.AllLiked(facts).Select(l => l.Item.Title.ToLowerInvariant().Split([',', '(', ';'])[0].Split(' ').Where(word => word.Length > 2 && word.All(char.IsLetter)).TakeLast(2)).SelectMany(w => w) : []);
    }
}
