using System.Globalization;
using System.Text.RegularExpressions;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Evidence;

namespace LlmRec.Agents.Explaining.Templates;

/// <summary>Facts as parts of a sentence.</summary>
internal static partial class Phrases
{
    // A longer title, or one with sentence marks of its own, is hard to tell from the sentence around it.
    private const int LongestBareTitle = 72;

    /// <summary>An item's name; in quotes where it would run into the sentence.</summary>
    public static string Name(ItemFacts item) => NeedsQuotes(item.Title) ? $"“{item.Name}”" : item.Name;

    /// <summary>Words of a wish, each in quotes.</summary>
    public static string Quoted(IReadOnlyList<string> words) => Reason.Listed([.. words.Select(w => $"“{w}”")]);

    /// <summary>What items have in common: categories as they are, other values with what they are.</summary>
    public static string InCommon(IReadOnlyList<Facet> facets) => Reason.Listed([.. facets
        // One person who directed and wrote is one thing; two moods are one list.
        .GroupBy(f => f.Value, StringComparer.OrdinalIgnoreCase)
        .GroupBy(sameValue => Reason.Listed([.. sameValue.Select(f => f.Kind).Distinct()]), sameValue => sameValue.First())
        .SelectMany(sameKind => Named([.. facets.Where(f => f.Value.Equals(sameKind.First().Value, StringComparison.OrdinalIgnoreCase)).Select(f => f.Kind).Distinct()], [.. sameKind.Select(f => f.Value)]))]);

    private static IEnumerable<string> Named(IReadOnlyList<string> kinds, IReadOnlyList<string> values)
    {
        if (kinds is [Facet.Category])
        {
            return values;
        }

        var singular = Reason.Listed([.. kinds.Select(FacetKinds.Singular)]);
        return values.Count == 1 || kinds.Count > 1 ? values.Select(v => $"the {singular} {v}") : [$"the {FacetKinds.Plural(kinds[0])} {Reason.Listed(values)}"];
    }

    /// <summary>A count of people.</summary>
    public static string People(int count) => count == 1 ? "one person" : $"{count.ToString("n0", CultureInfo.InvariantCulture)} people";

    private static bool NeedsQuotes(string title) => title.Length > LongestBareTitle || Marks().IsMatch(title);

    [GeneratedRegex(@"[,;.!?…](\s|$)| and |\p{Cs}")]
    private static partial Regex Marks();
}
