using System.Runtime.InteropServices;
using System.Text.Json;
using LlmRec.Api.Access;
using LlmRec.Embedding.Encoders;
using Microsoft.AspNetCore.Http.HttpResults;
using static LlmRec.Api.OpenAi.WireFaults;

namespace LlmRec.Api.OpenAi;

/// <summary>The encoder as a model that clients of OpenAI's API can embed with.</summary>
internal static class EmbeddingEndpoints
{
    private const int MostTexts = 2_048;
    private const int LongestText = 100_000;
    private const string Floats = "float";
    private const string Base64 = "base64";

    public static void MapEmbeddings(this WebApplication app) =>
        app.MapPost(WireRoutes.Embeddings, EmbedAsync).WithTags("OpenAI-compatible").WithName("embeddings")
            .WithSummary("Embed texts, as OpenAI's API does")
            .WithDescription("`model` is the encoder's name, which `GET /v1/models` says. A text that is longer than the encoder reads is refused, or cut with `truncate`.")
            .Produces<WireError>(StatusCodes.Status400BadRequest).Produces<WireError>(StatusCodes.Status404NotFound).Needs(Scope.Read);

    private static async Task<Ok<EmbeddingAnswer>> EmbedAsync(EmbeddingRequest request, MeasuredEncoder encoder, WireModels models, CancellationToken cancellationToken)
    {
        models.CheckEncoder(request.Model);
        if (request.EncodingFormat is not (null or Floats or Base64))
        {
            throw Fault($"encoding_format is '{Shortened(request.EncodingFormat)}'; known: {Floats}, {Base64}.", "encoding_format");
        }

        if (request.Dimensions is { } dimensions && dimensions != encoder.Dimension)
        {
            throw Fault($"dimensions is {dimensions}; {encoder.Name} makes vectors of {encoder.Dimension} numbers and no others. Leave it out.", "dimensions", Unsupported);
        }

        var made = await EncodedAsync(encoder, Reading(() => Texts(request.Input), "input"), request.Truncate == true, cancellationToken);
        return TypedResults.Ok(new EmbeddingAnswer(
            "list",
            [.. made.Vectors.Select((v, i) => new EmbeddingRow("embedding", i, request.EncodingFormat == Base64 ? Bytes(v.Span) : v.ToArray()))],
            encoder.Name,
            new(made.Tokens, made.Tokens)));
    }

    private static async Task<MeasuredVectors> EncodedAsync(MeasuredEncoder encoder, IReadOnlyList<string> texts, bool mayCut, CancellationToken cancellationToken)
    {
        try
        {
            return await encoder.EncodeAsync(texts, mayCut, cancellationToken);
        }
        catch (TextTooLongException e)
        {
            throw TooLong($"input[{e.Index}] has {e.Tokens:n0} tokens; {encoder.Name} reads {encoder.MaxTokens:n0}. Shorten it, or send \"truncate\": true to have the rest left out.", "input");
        }
    }

    private static string[] Texts(JsonElement? input)
    {
        string[] texts = input switch
        {
            null or { ValueKind: JsonValueKind.Null } => throw Fault("input is missing: send a text, or an array of texts.", "input"),
            { ValueKind: JsonValueKind.String } text => [text.GetString()!],
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(t => t.ValueKind == JsonValueKind.String) => [.. list.EnumerateArray().Select(t => t.GetString()!)],
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(t => t.ValueKind is JsonValueKind.Number or JsonValueKind.Array) =>
                throw Fault("input holds numbers of tokens, which are another model's: send the text itself. In LangChain, check_embedding_ctx_length=False does.", "input", Unsupported),
            _ => throw Fault("input must be a text, or an array of texts.", "input"),
        };
        if (texts.Length is 0 or > MostTexts)
        {
            throw Fault($"input holds {texts.Length:n0} texts; 1 to {MostTexts:n0} are taken at once.", "input");
        }

        foreach (var (i, text) in texts.Index())
        {
            if (text.Length is 0 or > LongestText)
            {
                throw Fault($"input[{i}] {(text.Length == 0 ? "is empty" : $"has {text.Length:n0} characters")}; 1 to {LongestText:n0} are taken.", "input");
            }
        }

        return texts;
    }

    private static string Bytes(ReadOnlySpan<float> vector)
    {
        if (BitConverter.IsLittleEndian)
        {
            return Convert.ToBase64String(MemoryMarshal.AsBytes(vector));
        }

        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        }

        return Convert.ToBase64String(bytes);
    }
}
