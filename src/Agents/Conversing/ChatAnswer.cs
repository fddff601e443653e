using System.Text.Json;
using System.Text.Json.Serialization;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining;

namespace LlmRec.Agents.Conversing;

/// <summary>Something said.</summary>
/// <param name="Message">The words, 1 to 10,000 characters.</param>
/// <param name="ConversationId">The conversation; null to begin one.</param>
/// <param name="UserId">Whose conversation it is; null for a visitor's.</param>
/// <param name="Trace">Whether the answer is to say what a language model called on the way.</param>
public sealed record ChatRequest(string? Message, string? ConversationId = null, string? UserId = null, bool Trace = false)
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
/// <param name="Trace">What a language model called, and what came of it; null when it wasn't asked for.</param>
public sealed record ChatAnswer(
    string ConversationId,
    int Turn,
    string Reply,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RecommendationId,
    IReadOnlyList<ExplainedRecommendation> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OpenQuestion? Question,
    DialogueState State,
    bool Degraded,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TraceStep>? Trace = null);

/// <summary>A step of a language model on the way to an answer.</summary>
/// <param name="Step">Which of the model's messages it belongs to, from 1.</param>
/// <param name="Kind"><c>call</c>: a function was called; <c>reply</c>: a reply was served or rejected; <c>fallback</c>: the model was left.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record TraceStep(int Step, string Kind, double Milliseconds)
{
    /// <summary>For a call: the function's name, as the model gave it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>For a call: its arguments, as the model gave them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Arguments { get; init; }

    /// <summary>For a call: what the function answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Result { get; init; }

    /// <summary>What was wrong, as the model was told; null when nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}
