using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmRec.Agents.Completing;
using LlmRec.Agents.Explaining;

namespace LlmRec.Api.OpenAi;

/// <summary>Writes answers as clients of OpenAI's API read them, whole or in pieces.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Created">When it was made, in Unix seconds.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="Site">Where this API is, without a slash at the end.</param>
/// <param name="Completion">The answer.</param>
internal sealed partial record ChatCompletionAnswers(string Id, long Created, string Model, string Site, Completion Completion)
{
    /// <summary>What stands before an item's id in its address.</summary>
    public const string ItemsPath = "/v1/items/";

    private const string End = "[DONE]";

    private string FinishReason => Completion.IsCutShort ? "length" : "stop";

    private Usage Usage => new(Completion.PromptTokens, Completion.AnswerTokens, Completion.PromptTokens + Completion.AnswerTokens);

    /// <summary>The answer, whole.</summary>
    public ChatCompletionAnswer Whole() => new(
        Id, "chat.completion", Created, Model, [new(0, new("assistant", Completion.Text, null, Annotations(), Completion.Notes), null, FinishReason)], Usage);

    /// <summary>The answer, word by word. It was made, and checked, before its first word is sent: what was read can't be taken back.</summary>
    /// <param name="includeUsage">Whether a last chunk counts the tokens.</param>
    /// <param name="json">How chunks are serialised.</param>
    /// <param name="cancellationToken">The reader left.</param>
    public async IAsyncEnumerable<SseItem<string>> EventsAsync(bool includeUsage, JsonSerializerOptions json, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in Chunks(includeUsage))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(JsonSerializer.Serialize(chunk, json));
        }

        yield return new(End);
        await Task.CompletedTask;
    }

    private IEnumerable<ChatCompletionChunk> Chunks(bool includeUsage)
    {
        yield return Chunk(new(Role: "assistant", Content: ""));
        foreach (Match word in Word().Matches(Completion.Text))
        {
            yield return Chunk(new(Content: word.Value));
        }

        yield return Chunk(new(Annotations: Annotations(), Llmrec: Completion.Notes));
        yield return Chunk(new(), FinishReason);
        if (includeUsage)
        {
            yield return new(Id, "chat.completion.chunk", Created, Model, [], Usage);
        }
    }

    private ChatCompletionChunk Chunk(Delta delta, string? finishReason = null) => new(Id, "chat.completion.chunk", Created, Model, [new(0, delta, finishReason)], null);

    private Annotation[] Annotations() => [.. Completion.Items.Select(i => new Annotation(
        "url_citation", new(i.Start, i.End, i.Item.Title, $"{Site}{ItemsPath}{Uri.EscapeDataString(i.Item.Id)}"), Annotated(i.Item)))];

    private static AnnotatedItem Annotated(ExplainedRecommendation item) => new(item.Id, item.Title, item.Score, item.Channels, item.Reasons, item.Explanation?.Text);

    [GeneratedRegex(@"\s*\S+|\s+")]
    private static partial Regex Word();
}
