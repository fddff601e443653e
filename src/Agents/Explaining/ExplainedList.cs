using System.Text.Json.Serialization;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Explaining;

/// <summary>A <see cref="RecommendationList"/> with words for every item.</summary>
/// <param name="RecommendationId">What impressions and clicks refer to; null when the answer could not be stored.</param>
/// <param name="Items">The items, best first.</param>
/// <param name="Degraded">Whether a part was down and left out.</param>
/// <param name="Faults">The parts left out, and why; null when none.</param>
/// <param name="UnknownItems">Ids in the request that are not in the catalogue; null when none.</param>
public sealed record ExplainedList(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RecommendationId,
    IReadOnlyList<ExplainedRecommendation> Items,
    bool Degraded,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Fault>? Faults,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? UnknownItems);

/// <summary>A <see cref="Recommendation"/> with its words.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Score">0 to 1; comparable within one answer.</param>
/// <param name="Channels">Every channel that found it, the one that counted most first.</param>
/// <param name="Reasons">Why it was picked.</param>
/// <param name="Explanation">The same in words; null when the item was deleted meanwhile.</param>
public sealed record ExplainedRecommendation(
    string Id, string Title, double Score, IReadOnlyList<string> Channels, IReadOnlyList<Reason> Reasons, Explanation? Explanation);
