using System.Globalization;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Evidence;

namespace LlmRec.Agents.Explaining.Templates;

/// <summary>Facts as parts of a sentence.</summary>
internal static class Phrases
{
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
}
