using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>All attributes that a text may name.</summary>
internal static class Holders
{
    public static IEnumerable<Facet> AllFacets(PickFacts facts) =>
        facts.Item.Facets.Concat(facts.InCommon).Concat(facts.Versus?.Facts.Item.Facets ?? []).Distinct();
}
