using System.Text.Json.Serialization;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Profiles;

namespace LlmRec.Recommending.Pipeline;

/// <summary>An answer: a list of items and how it came about.</summary>
/// <param name="RecommendationId">What impressions and clicks refer to; null when the answer could not be stored.</param>
/// <param name="Items">The items, best first.</param>
/// <param name="Degraded">Whether a part was down and left out.</param>
/// <param name="Faults">The parts left out, and why; null when none.</param>
/// <param name="UnknownItems">Ids in the request that are not in the catalogue; they were left out of account; null when none.</param>
public sealed record RecommendationList(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RecommendationId,
    IReadOnlyList<Recommendation> Items,
    bool Degraded,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Fault>? Faults = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? UnknownItems = null)
{
    /// <summary>What was known of the person; for words about the answer, not part of it.</summary>
    [JsonIgnore]
    public Profile Profile { get; init; } = Profile.Empty;
}

/// <summary>An item in an answer.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Score">0 to 1; comparable within one answer.</param>
/// <param name="Channels">Every channel that found it, the one that counted most first.</param>
/// <param name="Reasons">Why it was picked.</param>
public sealed record Recommendation(string Id, string Title, double Score, IReadOnlyList<string> Channels, IReadOnlyList<Reason> Reasons)
{
    /// <summary>The evidence that the reasons were read off; for words about the pick.</summary>
    [JsonIgnore]
    public PickEvidence? Evidence { get; init; }

    /// <summary>What each channel contributed to the score, before what dislikes take off; to look at.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, float> Parts { get; init; } = new Dictionary<string, float>();
}

/// <summary>What recommendations are made by.</summary>
/// <param name="Channels">The channels, in the order of the merge's draw; those of trained models take part once one is promoted.</param>
/// <param name="Ranker">The ranker.</param>
/// <param name="Rerankers">The rerankers, in order.</param>
public sealed record PipelineParts(IReadOnlyList<string> Channels, string Ranker, IReadOnlyList<string> Rerankers);

/// <summary>A part that was left out of an answer.</summary>
/// <param name="Part">Its name, for example a channel's.</param>
/// <param name="Reason">Why.</param>
public sealed record Fault(string Part, string Reason);
