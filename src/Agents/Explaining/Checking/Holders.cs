using System.Globalization;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>Which item has which facet: so that a true fact is not said of the wrong item.</summary>
internal static class Holders
{
    public static IEnumerable<Facet> AllFacets(PickFacts facts) =>
        facts.Item.Facets.Concat(facts.InCommon).Concat(facts.Versus?.Facts.Item.Facets ?? []).Distinct();

    /// <summary>The item that a title stands for; null for one that is only disliked.</summary>
    public static ItemFacts? Item(PickFacts facts, Mention title) => title.Kind switch
    {
        MentionKind.Item => facts.Item,
        MentionKind.Liked => Mentions.AllLiked(facts).ElementAt(title.Index).Item,
        MentionKind.Versus => facts.Versus!.Facts.Item,
        _ => null,
    };

    public static bool Has(ItemFacts? item, string value) => item?.Facets.Any(f => f.Value.Equals(value, StringComparison.OrdinalIgnoreCase)) == true;

    /// <summary>Whether every liked item behind this pick has the value, and the item too.</summary>
    public static bool IsShared(PickFacts facts, string value) => facts.InCommon.Any(f => f.Value.Equals(value, StringComparison.OrdinalIgnoreCase));

    public static bool HasYear(ItemFacts? item, string number) => item?.Year?.ToString(CultureInfo.InvariantCulture) == number;
}
