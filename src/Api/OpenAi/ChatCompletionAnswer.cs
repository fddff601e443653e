using System.Text.Json.Serialization;
using LlmRec.Agents.Completing;
using LlmRec.Recommending.Evidence;

namespace LlmRec.Api.OpenAi;

/// <summary>An answer, whole.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Object"><c>chat.completion</c>.</param>
/// <param name="Created">When it was made, in Unix seconds.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="Choices">The one answer.</param>
/// <param name="Usage">Its tokens.</param>
internal sealed record ChatCompletionAnswer(string Id, string Object, long Created, string Model, IReadOnlyList<Choice> Choices, Usage Usage);

/// <summary>The one answer.</summary>
/// <param name="Index">0.</param>
/// <param name="Message">The message.</param>
/// <param name="Logprobs">Null.</param>
/// <param name="FinishReason"><c>stop</c>; <c>length</c> where the most tokens were reached.</param>
internal sealed record Choice(int Index, AnswerMessage Message, object? Logprobs, [property: JsonPropertyName("finish_reason")] string FinishReason);

/// <summary>The message of an answer.</summary>
/// <param name="Role"><c>assistant</c>.</param>
/// <param name="Content">The words, as Markdown.</param>
/// <param name="Refusal">Null.</param>
/// <param name="Annotations">What is shown.</param>
/// <param name="Llmrec">What the answer is beside its words.</param>
internal sealed record AnswerMessage(string Role, string Content, string? Refusal, IReadOnlyList<Annotation> Annotations, CompletionNotes Llmrec);

/// <summary>An item that is shown: a citation of its address, as OpenAI's API has them, and the item itself.</summary>
/// <param name="Type"><c>url_citation</c>.</param>
/// <param name="UrlCitation">Where it stands in the content, and its address.</param>
/// <param name="Item">The item.</param>
internal sealed record Annotation(string Type, [property: JsonPropertyName("url_citation")] UrlCitation UrlCitation, AnnotatedItem Item);

/// <summary>A citation.</summary>
/// <param name="StartIndex">Index of the first character of its title in the content, in UTF-16 units.</param>
/// <param name="EndIndex">One past the last character of its line.</param>
/// <param name="Title">The title, with its year.</param>
/// <param name="Url">The item's address in this API.</param>
internal sealed record UrlCitation([property: JsonPropertyName("start_index")] int StartIndex, [property: JsonPropertyName("end_index")] int EndIndex, string Title, string Url);

/// <summary>An item that is shown.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Title">Its title, with its year.</param>
/// <param name="Score">0 to 1; comparable within one answer.</param>
/// <param name="Channels">Every channel that found it, the one that counted most first.</param>
/// <param name="Reasons">Why it was picked.</param>
/// <param name="Explanation">The same in words; null when the item was deleted meanwhile.</param>
internal sealed record AnnotatedItem(string Id, string Title, double Score, IReadOnlyList<string> Channels, IReadOnlyList<Reason> Reasons, string? Explanation);

/// <summary>Tokens, as the configured encoder counts them.</summary>
/// <param name="PromptTokens">Of what was sent.</param>
/// <param name="CompletionTokens">Of the answer.</param>
/// <param name="TotalTokens">Of both.</param>
internal sealed record Usage(
    [property: JsonPropertyName("prompt_tokens")] long PromptTokens, [property: JsonPropertyName("completion_tokens")] long CompletionTokens, [property: JsonPropertyName("total_tokens")] long TotalTokens);

/// <summary>A piece of an answer that is streamed.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Object"><c>chat.completion.chunk</c>.</param>
/// <param name="Created">When the answer was made, in Unix seconds.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="Choices">What is new; empty in the chunk with the tokens.</param>
/// <param name="Usage">The tokens, in the last chunk, where they were asked for.</param>
internal sealed record ChatCompletionChunk(
    string Id,
    string Object,
    long Created,
    string Model,
    IReadOnlyList<ChunkChoice> Choices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Usage? Usage);

/// <summary>What is new in the one answer.</summary>
/// <param name="Index">0.</param>
/// <param name="Delta">What comes to the message.</param>
/// <param name="FinishReason">Why it ends; null before the end.</param>
internal sealed record ChunkChoice(int Index, Delta Delta, [property: JsonPropertyName("finish_reason")] string? FinishReason);

/// <summary>What comes to a message.</summary>
/// <param name="Role">In the first chunk.</param>
/// <param name="Content">Words.</param>
/// <param name="Annotations">What is shown, in the chunk behind the words.</param>
/// <param name="Llmrec">What the answer is beside its words, in the same chunk.</param>
internal sealed record Delta(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Annotation>? Annotations = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CompletionNotes? Llmrec = null);
