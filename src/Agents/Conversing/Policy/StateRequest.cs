using LlmRec.Agents.Conversing.State;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>Makes of a state what the pipeline is asked: constraints, positive and negative examples, and a wish.</summary>
internal static class StateRequest
{
    /// <summary>The request.</summary>
    /// <param name="state">The state.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    /// <param name="limit">How many items.</param>
    public static RecommendationRequest Of(DialogueState state, string? userId, int limit) => new()
    {
        UserId = userId,
        // What is wanted now weighs more than what was liked ever: recent likes come last in a history.
        Likes = [.. state.Examples.Reverse().Concat(state.Likes.Reverse()).Distinct()],
        Examples = [.. state.Examples.Except(state.Likes)],
        Dislikes = state.Dislikes,
        Wish = WishOf(state),
        MoreOf = state.MoreOf,
        LessOf = state.Aversions,
        Conversation = MomentOf(state),
        Limit = limit,
        Filter = new()
        {
            AllOf = [.. state.Wanted.Select(w => w.Facets.ToList())],
            NoneOf = [.. state.Unwanted.SelectMany(w => w.Facets)],
            YearFrom = state.YearFrom,
            YearTo = state.YearTo,
            Ranges = state.Ranges,
            Exclude = [.. state.Shown.Concat(state.Seen).Concat(state.Likes).Concat(state.Examples).Concat(state.Dislikes).Distinct()],
        },
    };

    /// <summary>What was named and not disliked, and what is wanted in words: what others who came as far took up is told by it.</summary>
    private static ConversationMoment MomentOf(DialogueState state) => new(
        [.. state.Likes.Concat(state.Examples).Distinct()],
        [.. state.Wanted.Select(w => w.Said), .. state.MoreOf, .. state.Wishes]);

    /// <summary>The words to search by; what there should be more of only where nothing else is there to be moved by it.</summary>
    private static string? WishOf(DialogueState state) =>
        state is { Wishes: [], MoreOf: [_, ..], Wanted: [], Likes: [], Examples: [] } ? string.Join(", ", state.MoreOf)
        : state.Wishes.Count > 0 ? string.Join(", ", state.Wishes) : null;
}
