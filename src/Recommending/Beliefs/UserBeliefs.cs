using LlmRec.Catalog.Items;

namespace LlmRec.Recommending.Beliefs;

/// <summary>Everything that is known of a user, in a form to show to them: what they did and said, what is read from it, and what else is kept.</summary>
/// <param name="UserId">The user.</param>
/// <param name="IsKnown">Whether anything is stored under this id; conversations stand apart (<c>GET /v1/conversations</c>).</param>
/// <param name="Text">What was sent in as said by them; null for nothing.</param>
/// <param name="Attributes">Facts that were sent in, by name.</param>
/// <param name="Items">What they have to do with, the latest first; at most <see cref="BeliefReader.MostItems"/>.</param>
/// <param name="ItemCount">How many there are in all, those that left the catalogue among them.</param>
/// <param name="Tastes">What their likes have in common more than the catalogue has, the most telling first.</param>
/// <param name="Kept">What else is kept.</param>
public sealed record UserBeliefs(
    string UserId,
    bool IsKnown,
    string? Text,
    IReadOnlyDictionary<string, AttributeValue> Attributes,
    IReadOnlyList<ItemBelief> Items,
    int ItemCount,
    IReadOnlyList<Taste> Tastes,
    KeptOfUser Kept);

/// <summary>What is believed of a user and an item: the latest thing that they did with it counts.</summary>
/// <param name="Id">The item.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Verdict"><c>like</c>, <c>dislike</c>, or <c>none</c> for what counts as neither or was taken back.</param>
/// <param name="Type">What they did: a type of interaction, such as <c>stated</c> or <c>rating</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="At">When; null in a store that holds an order instead of times.</param>
public sealed record ItemBelief(string Id, string Title, string Verdict, string Type, double Value, DateTimeOffset? At);

/// <summary>Something that a user's likes have in common.</summary>
/// <param name="Kind">The kind of facet.</param>
/// <param name="Value">The value.</param>
/// <param name="Likes">How many of their likes have it, 2 or more.</param>
/// <param name="Of">How many likes there are.</param>
/// <param name="From">Titles of liked items that have it, the heaviest first, three at most.</param>
public sealed record Taste(string Kind, string Value, int Likes, int Of, IReadOnlyList<string> From);

/// <summary>What is kept of a user beside what they did.</summary>
/// <param name="Answers">Lists of recommendations.</param>
/// <param name="Impressions">Items that a client said were shown.</param>
/// <param name="HasVector">Whether a vector of their taste is stored.</param>
public sealed record KeptOfUser(long Answers, long Impressions, bool HasVector);
