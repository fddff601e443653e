using System.Buffers;
using System.Globalization;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Templates;

/// <summary>Facts as parts of a sentence.</summary>
internal static class Phrases
{
    private static readonly SearchValues<char> Marks = SearchValues.Create(",;:.!?");

    // A longer title, or one with commas of its own, is hard to tell from the sentence around it.
    private const int LongestBareTitle = 48;

    /// <summary>An item's name; in quotes where it would run into the sentence.</summary>
    public static string Name(ItemFacts item) => NeedsQuotes(item.Title) ? $"“{item.Name}”" : item.Name;

    /// <summary>Texts as a list: a; a and b; a, b and c.</summary>
    public static string Listed(IReadOnlyList<string> texts) => texts switch
    {
        [] => "",
        [var only] => only,
        _ => $"{string.Join(", ", texts.Take(texts.Count - 1))} and {texts[^1]}",
    };

    /// <summary>Words of a wish, each in quotes.</summary>
    public static string Quoted(IReadOnlyList<string> words) => Listed([.. words.Select(w => $"“{w}”")]);

    /// <summary>What items have in common: categories as they are, other values with what they are.</summary>
    public static string InCommon(IReadOnlyList<Facet> facets) => Listed([.. facets
        .GroupBy(f => f.Value, StringComparer.OrdinalIgnoreCase)
        .Select(g => g.First().Kind == Facet.Category ? g.First().Value : $"{Listed([.. g.Select(f => FacetKinds.Singular(f.Kind)).Distinct()])} {g.First().Value}")]);

    /// <summary>A count of people.</summary>
    public static string People(int count) => count == 1 ? "one person" : $"{count.ToString("n0", CultureInfo.InvariantCulture)} people";

    private static bool NeedsQuotes(string title) => title.Length > LongestBareTitle || title.AsSpan().ContainsAny(Marks);
}
