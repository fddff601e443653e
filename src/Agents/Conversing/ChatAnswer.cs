using System.Text.Json.Serialization;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining;

namespace LlmRec.Agents.Conversing;

/// <summary>Something said.</summary>
/// <param name="Message">The words, 1 to 10,000 characters.</param>
/// <param name="ConversationId">The conversation; null to begin one.</param>
/// <param name="UserId">Whose conversation it is; null for a visitor's.</param>
public sealed record ChatRequest(string? Message, string? ConversationId = null, string? UserId = null)
{
    /// <summary>What becomes of the acts before they count, to measure what some of them are worth; null for nothing.</summary>
    internal Func<DialogueState, IReadOnlyList<Act>, IReadOnlyList<Act>>? Hearing { get; init; }
}

/// <summary>An answer.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Turn">The number of the turn, from 0.</param>
/// <param name="Reply">The words.</param>
/// <param name="RecommendationId">What impressions and clicks refer to; null when nothing is shown, or it could not be stored.</param>
/// <param name="Items">What is shown.</param>
/// <param name="Question">What is asked; null for nothing.</param>
/// <param name="State">What is believed now.</param>
/// <param name="Degraded">Whether a part was down and left out.</param>
public sealed record ChatAnswer(
    string ConversationId,
    int Turn,
    string Reply,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RecommendationId,
    IReadOnlyList<ExplainedRecommendation> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OpenQuestion? Question,
    DialogueState State,
    bool Degraded);
