using LlmRec.Agents.Conversing.Understanding;

namespace LlmRec.Evaluation.Intents;

/// <summary>The service's acts without what they are about: what can be counted over catalogues.</summary>
internal static class ActKinds
{
    /// <summary>The kind of an act in a word or two.</summary>
    /// <param name="act">The act.</param>
    /// <param name="shown">Keys of the items that were shown before.</param>
    public static string Of(Act act, IReadOnlySet<int> shown) => act switch
    {
        ItemAct item => $"item {item.Stance}{(item.Items.Any(shown.Contains) ? " shown" : "")}",
        ShownAct all => $"shown {all.Stance}",
        FacetAct facet => facet.IsWanted ? "facet wanted" : "facet unwanted",
        WishAct wish => wish.Begins ? "wish begins" : "wish",
        CritiqueAct critique => critique.IsMore ? "more of" : "less of",
        AsideAct aside => $"aside {aside.About}",
        MoveAct move => $"move {move.Move}",
        _ => act.GetType().Name,
    };
}
