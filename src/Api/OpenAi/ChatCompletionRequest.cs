using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRec.Api.OpenAi;

/// <summary>A conversation as clients of OpenAI's API send it. What is not here is read over: temperature, seed, penalties and the like have nothing to act on.</summary>
internal sealed record ChatCompletionRequest
{
    /// <summary><c>llmrec</c>.</summary>
    public string? Model { get; init; }

    /// <summary>The conversation, the message to answer last.</summary>
    public IReadOnlyList<ChatMessage?>? Messages { get; init; }

    /// <summary>Whether the answer comes as server-sent events.</summary>
    public bool? Stream { get; init; }

    /// <summary>What else a stream holds.</summary>
    [JsonPropertyName("stream_options")]
    public StreamOptions? StreamOptions { get; init; }

    /// <summary>A text, or up to four, before which the answer ends.</summary>
    public JsonElement? Stop { get; init; }

    /// <summary>The most tokens of the answer.</summary>
    [JsonPropertyName("max_completion_tokens")]
    public int? MaxCompletionTokens { get; init; }

    /// <summary>The former name of <c>max_completion_tokens</c>.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens { get; init; }

    /// <summary>The user's id; null for a visitor.</summary>
    public string? User { get; init; }

    /// <summary>How many answers: 1.</summary>
    public int? N { get; init; }

    /// <summary>Refused, unless empty.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>Refused, unless empty.</summary>
    public JsonElement? Functions { get; init; }

    /// <summary>Refused, unless <c>text</c>.</summary>
    [JsonPropertyName("response_format")]
    public JsonElement? ResponseFormat { get; init; }

    /// <summary>Refused, unless false.</summary>
    public bool? Logprobs { get; init; }

    /// <summary>Refused, unless <c>text</c> alone.</summary>
    public JsonElement? Modalities { get; init; }
}

/// <summary>What else a stream holds.</summary>
/// <param name="IncludeUsage">Whether the last chunk counts the tokens.</param>
internal sealed record StreamOptions([property: JsonPropertyName("include_usage")] bool? IncludeUsage);

/// <summary>A message.</summary>
internal sealed record ChatMessage
{
    /// <summary><c>user</c>, <c>assistant</c>, or <c>system</c>, <c>developer</c>, <c>tool</c> and <c>function</c>, which are not listened to.</summary>
    public string? Role { get; init; }

    /// <summary>Text, or an array of parts of the type <c>text</c>.</summary>
    public JsonElement? Content { get; init; }

    /// <summary>Of an answer of ours: the items it showed.</summary>
    public JsonElement? Annotations { get; init; }

    /// <summary>Of an answer of ours: its notes.</summary>
    public JsonElement? Llmrec { get; init; }
}
