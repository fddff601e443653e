using LlmRec.Catalog.Items;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Trained;

namespace LlmRec.Recommending.Pipeline;

/// <summary>What a channel needs to know of a request.</summary>
/// <param name="Profile">What is known of the person.</param>
/// <param name="Wish">What the person asks for in their own words, its first 10,000 characters; null when nothing.</param>
/// <param name="Filter">Which items may be recommended.</param>
public sealed record RecallContext(Profile Profile, string? Wish, CandidateFilter Filter)
{
    /// <summary>The key of the user the request is for; null for a visitor, and for a user the store does not know.</summary>
    public int? User { get; init; }

    /// <summary>What there should be more of.</summary>
    public IReadOnlyList<string> MoreOf { get; init; } = [];

    /// <summary>What there should be less of.</summary>
    public IReadOnlyList<string> LessOf { get; init; } = [];

    /// <summary>Facets that were asked for, each list met by any of its own.</summary>
    public IReadOnlyList<IReadOnlyList<Facet>> Asked { get; init; } = [];

    /// <summary>Where the conversation stands; null outside of conversations.</summary>
    public ConversationMoment? Conversation { get; init; }

    /// <inheritdoc cref="RecommendationRequest.Trial"/>
    internal ServedModel? Trial { get; init; }

    internal bool HasCritiques => MoreOf.Count + LessOf.Count > 0;
}
