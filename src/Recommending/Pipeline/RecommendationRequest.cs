using LlmRec.Recommending.Trained;

namespace LlmRec.Recommending.Pipeline;

/// <summary>Who asks for recommendations, and what for. A user with a history, a visitor who says what they like, or both.</summary>
public sealed record RecommendationRequest
{
    /// <summary>The most items an answer can hold.</summary>
    public const int MostItems = 200;

    /// <summary>The user; null for a visitor. An unknown user is served like a visitor who said nothing.</summary>
    public string? UserId { get; init; }

    /// <summary>Ids of items the person says they like; they count like fresh likes and are not recommended.</summary>
    public IReadOnlyList<string> Likes { get; init; } = [];

    /// <summary>Those of <see cref="Likes"/> that are only examples of what is wanted: nobody is told that they liked them.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Ids of items the person says they dislike.</summary>
    public IReadOnlyList<string> Dislikes { get; init; } = [];

    /// <summary>What they feel like, in their own words; null when not said.</summary>
    public string? Wish { get; init; }

    /// <summary>What there should be more of, in their own words ("funny"): moves what else was found, finds nothing by itself.</summary>
    public IReadOnlyList<string> MoreOf { get; init; } = [];

    /// <summary>What there should be less of, in their own words.</summary>
    public IReadOnlyList<string> LessOf { get; init; } = [];

    /// <summary>Where the conversation stands that it is asked in; null outside of conversations.</summary>
    public ConversationMoment? Conversation { get; init; }

    /// <summary>Which items may be recommended.</summary>
    public ItemFilter Filter { get; init; } = ItemFilter.None;

    /// <summary>How many items, 1 to <see cref="MostItems"/>.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>0: by score alone; 1: as unlike each other as can be; null: as configured.</summary>
    public double? Diversity { get; init; }

    /// <summary>What conversations taught that is to be tried in place of what is in use; null to go by that.</summary>
    internal ServedModel? Trial { get; init; }
}

/// <summary>Where a conversation stands.</summary>
/// <param name="Named">Ids of the items that the person named and doesn't dislike, oldest first, each once.</param>
/// <param name="Said">What they want, in words, oldest first; the last eight count.</param>
public sealed record ConversationMoment(IReadOnlyList<string> Named, IReadOnlyList<string> Said);
