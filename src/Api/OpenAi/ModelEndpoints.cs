using System.Text.Json.Serialization;
using LlmRec.Api.Access;
using LlmRec.Embedding.Encoders;
using Microsoft.AspNetCore.Http.HttpResults;
using static LlmRec.Api.OpenAi.WireFaults;

namespace LlmRec.Api.OpenAi;

/// <summary>The models that clients of OpenAI's API can ask for: the recommender, and the encoder.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this WebApplication app)
    {
        app.MapGet(WireRoutes.Models, (WireModels models) => TypedResults.Ok(new ModelList("list", models.All))).WithTags("OpenAI-compatible").WithName("listModels")
            .WithSummary("The models that can be asked for, as OpenAI's API lists them").Needs(Scope.Read);
        app.MapGet(WireRoutes.Models + "/{id}", Ok<Model> (string id, WireModels models) => TypedResults.Ok(models.All.FirstOrDefault(m => m.Id == id) ?? throw models.NoSuch(id)))
            .WithTags("OpenAI-compatible").WithName("getModel").WithSummary("A model").Produces<WireError>(StatusCodes.Status404NotFound).Needs(Scope.Read);
    }
}

/// <summary>Names of what can be asked for.</summary>
internal sealed class WireModels
{
    private const string Recommender = "llmrec";

    private readonly string _encoder;

    public WireModels(EncoderFolder folder, TimeProvider time)
    {
        _encoder = folder.Settings.Name;
        var started = time.GetUtcNow().ToUnixTimeSeconds();
        All = [new(Recommender, "model", started, "llmrec"), new(_encoder, "model", started, "llmrec")];
    }

    /// <summary>The recommender and the encoder.</summary>
    public IReadOnlyList<Model> All { get; }

    /// <summary>Refuses what does not chat.</summary>
    public void CheckChat(string? model) => Check(model, Recommender, "does not chat");

    /// <summary>Refuses what does not embed.</summary>
    public void CheckEncoder(string? model) => Check(model, _encoder, "does not embed");

    /// <summary>That there is no such model.</summary>
    public Exception NoSuch(string id) => Fault($"There is no model '{Shortened(id)}'; there are {Recommender}, which chats, and {_encoder}, which embeds.", "model", "model_not_found", StatusCodes.Status404NotFound);

    private void Check(string? model, string wanted, string doesNot)
    {
        if (model != wanted)
        {
            throw string.IsNullOrEmpty(model) ? Fault($"model is missing: send \"{wanted}\".", "model")
                : All.Any(m => m.Id == model) ? Fault($"The model {model} {doesNot}; {wanted} does.", "model", "model_not_found", StatusCodes.Status404NotFound)
                : NoSuch(model);
        }
    }
}

/// <summary>Models.</summary>
/// <param name="Object"><c>list</c>.</param>
/// <param name="Data">The models.</param>
internal sealed record ModelList(string Object, IReadOnlyList<Model> Data);

/// <summary>A model.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Object"><c>model</c>.</param>
/// <param name="Created">Since when this service serves it, in Unix seconds.</param>
/// <param name="OwnedBy"><c>llmrec</c>.</param>
internal sealed record Model(string Id, string Object, long Created, [property: JsonPropertyName("owned_by")] string OwnedBy);
