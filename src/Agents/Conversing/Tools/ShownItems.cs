using LlmRec.Agents.Conversing.Policy;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Agents.Conversing.Tools;

/// <summary>Makes one list of what several functions returned.</summary>
internal static class ShownItems
{
    /// <summary>The list.</summary>
    /// <param name="work">The turn.</param>
    /// <param name="ids">Which of the items found, in order; what the person knows is left out.</param>
    public static RecommendationList Of(TurnWork work, IReadOnlyList<string> ids)
    {
        var found = ids.Where(id => !work.IsKnown(id)).Select(id => work.Found.FirstOrDefault(f => f.Pick.Id == id)).OfType<FoundItem>().ToList();
        return new(null, [.. found.Select(f => Pick(work, f))], work.Degraded)
        {
            Profile = found.FirstOrDefault(f => f.Source == Source.Recommend)?.Profile ?? Profile.Empty,
        };
    }

    /// <summary>What a template would show: the first of the latest list, of those made for the person where there is one.</summary>
    public static IReadOnlyList<string> Best(TurnWork work)
    {
        var best = work.Found.OrderByDescending(f => f.Source).ThenByDescending(f => f.List).FirstOrDefault();
        return [.. work.Found
            .Where(f => f.List == best?.List && !work.IsKnown(f.Pick.Id) && f.Data.Notes is null)
            .Take(StatePolicy.ItemsOfATurn).Select(f => f.Pick.Id)];
    }

    /// <summary>An item that another only resembles wasn't brought in by a like, unless that other one is liked or asked for.</summary>
    private static Recommendation Pick(TurnWork work, FoundItem found) => found is not { Source: Source.Similar, Pick.Evidence: { } evidence } ? found.Pick
        : found.Pick with { Evidence = evidence with { Liked = [.. evidence.Liked.Where(l => work.State.Likes.Contains(l.Id) || work.State.Examples.Contains(l.Id))] } };
}
