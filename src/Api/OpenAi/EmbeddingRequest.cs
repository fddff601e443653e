using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRec.Api.OpenAi;

/// <summary>Texts to embed, as clients of OpenAI's API send them.</summary>
internal sealed record EmbeddingRequest
{
    /// <summary>The encoder's name; <c>GET /v1/models</c> says it.</summary>
    public string? Model { get; init; }

    /// <summary>A text, or an array of texts.</summary>
    public JsonElement? Input { get; init; }

    /// <summary><c>float</c> (the default) or <c>base64</c>: the vector's numbers as 32-bit floats, the lowest byte first.</summary>
    [JsonPropertyName("encoding_format")]
    public string? EncodingFormat { get; init; }

    /// <summary>As many as the encoder makes, or left out.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Ours: whether what the encoder does not read of a text may be left out. Default false: then a text that is too long is refused.</summary>
    public bool? Truncate { get; init; }
}

/// <summary>Vectors.</summary>
/// <param name="Object"><c>list</c>.</param>
/// <param name="Data">One for each text, in order.</param>
/// <param name="Model">The encoder.</param>
/// <param name="Usage">Tokens read.</param>
internal sealed record EmbeddingAnswer(string Object, IReadOnlyList<EmbeddingRow> Data, string Model, EmbeddingUsage Usage);

/// <summary>A vector.</summary>
/// <param name="Object"><c>embedding</c>.</param>
/// <param name="Index">Which text it is of, from 0.</param>
/// <param name="Embedding">Its numbers, or the same as base64.</param>
internal sealed record EmbeddingRow(string Object, int Index, object Embedding);

/// <summary>Tokens read.</summary>
/// <param name="PromptTokens">Tokens.</param>
/// <param name="TotalTokens">The same.</param>
internal sealed record EmbeddingUsage([property: JsonPropertyName("prompt_tokens")] long PromptTokens, [property: JsonPropertyName("total_tokens")] long TotalTokens);
