using System.Text.Json.Serialization;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining;

namespace LlmRec.Agents.Completing;

/// <summary>The answer to a conversation.</summary>
/// <param name="Text">The words, as Markdown: the reply, and a numbered list of what is shown.</param>
/// <param name="Items">The items that stand whole in the text.</param>
/// <param name="IsCutShort">Whether the text ends where it does because no more tokens were wanted.</param>
/// <param name="Notes">What a client may send back with its next call, and show.</param>
/// <param name="PromptTokens">Tokens of all messages.</param>
/// <param name="AnswerTokens">Tokens of the text.</param>
public sealed record Completion(string Text, IReadOnlyList<ListedItem> Items, bool IsCutShort, CompletionNotes Notes, int PromptTokens, int AnswerTokens);

/// <summary>An item as it stands in a text.</summary>
/// <param name="Item">The item.</param>
/// <param name="Start">Index of the first character of its title in the text, in UTF-16 units.</param>
/// <param name="End">One past the last character of its line.</param>
public sealed record ListedItem(ExplainedRecommendation Item, int Start, int End);

/// <summary>What an answer is beside its words. A client that sends it back with the answer spares the next call from reading the words.</summary>
/// <param name="RecommendationId">What impressions and clicks refer to; null when nothing is shown, or it could not be stored.</param>
/// <param name="Question">What is asked; null for nothing.</param>
/// <param name="State">What is believed now.</param>
/// <param name="Degraded">Whether a part was down and left out.</param>
public sealed record CompletionNotes(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RecommendationId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OpenQuestion? Question,
    DialogueState State,
    bool Degraded);
