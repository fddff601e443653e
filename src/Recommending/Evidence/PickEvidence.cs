using System.Text.Json.Serialization;
using LlmRec.Catalog.Items;

namespace LlmRec.Recommending.Evidence;

/// <summary>Why an item was picked: facts only, for people to read and for words to be made from.</summary>
/// <param name="Liked">Liked items that brought it in, the largest share first.</param>
/// <param name="SharedFacets">Facets it shares with these, those shared with most of them first; the same value under several kinds (director, writer) stands together.</param>
/// <param name="MatchedWords">Words of the wish that its text holds, as they stand there.</param>
/// <param name="Likes">How many people like it; given when popularity brought it in.</param>
/// <param name="IsNew">Whether it came in as an item that nobody has to do with yet.</param>
/// <param name="ByMeaning">Whether it fits the wish by meaning.</param>
/// <param name="LikedTogether">Whether people who like one of these like it too.</param>
/// <param name="LikedByAlike">Whether people like it whose profile is near the user's; who they are is never said.</param>
public sealed record PickEvidence(
    IReadOnlyList<LikedEvidence> Liked,
    IReadOnlyList<Facet> SharedFacets,
    IReadOnlyList<string> MatchedWords,
    int? Likes,
    bool IsNew,
    bool ByMeaning,
    bool LikedTogether,
    bool LikedByAlike)
{
    /// <summary>Facets that were asked for, and that it has.</summary>
    public IReadOnlyList<Facet> Asked { get; init; } = [];

    /// <summary>In a conversation: items named that it followed in other conversations, and in how many, two or more each; the most first.</summary>
    public IReadOnlyList<FollowedEvidence> Followed { get; init; } = [];
}

/// <summary>An item that a pick followed in conversations.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Conversations">In how many conversations, two or more.</param>
public sealed record FollowedEvidence(string Id, string Title, int Conversations);

/// <summary>A liked item behind a pick.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Share">Its share of the pick's score, 0 to 1.</param>
public sealed record LikedEvidence(string Id, string Title, double Share)
{
    /// <summary>Whether it was only named as an example of what is wanted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsExample { get; init; }
}
