using System.Reflection;
using System.Text.Json.Serialization;
using LlmRec.Embedding.Encoders;
using LlmRec.Language;
using LlmRec.Onnx;
using LlmRec.Recommending.Overview;
using LlmRec.Recommending.Pipeline;
using LlmRec.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Admin;

/// <summary>What there is, and what serves it.</summary>
internal static class OverviewEndpoints
{
    private static readonly string Version = typeof(OverviewEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void MapOverview(this RouteGroupBuilder admin) =>
        admin.MapGet("/overview", ReadAsync).WithName("adminOverview").WithSummary("Counts of what is stored, and what serves it");

    private static async Task<Ok<AdminOverview>> ReadAsync(
        OverviewReader reader, Recommender recommender, EncoderFolder encoder, OnnxSessions sessions, ConfiguredLanguage language, Store store, CancellationToken cancellationToken)
    {
        var overview = await reader.ReadAsync(cancellationToken);
        return TypedResults.Ok(new AdminOverview(
            Version,
            overview.Catalogue,
            overview.Space,
            overview.Index,
            recommender.Parts,
            [
                new("encoder", encoder.Settings.Name, $"version {encoder.Version}, {encoder.Settings.Dimension} numbers, {encoder.Settings.MaxTokens} tokens"),
                new("language model", language.Version, language.Version is null ? "templates word explanations and replies" : null),
                new("ONNX Runtime", sessions.Provider, sessions.Remark),
                new("vector index", overview.Index.Name, null),
                new("store", store.Dialect.Name, store.Dialect.Location),
            ]));
    }
}

/// <summary>What there is, and what serves it.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="Catalogue">What is stored.</param>
/// <param name="Space">The space of the vectors in use.</param>
/// <param name="Index">What this process searches.</param>
/// <param name="Pipeline">What recommendations are made by.</param>
/// <param name="Providers">What serves which part.</param>
internal sealed record AdminOverview(
    string Version, CatalogueCounts Catalogue, SpaceOverview Space, IndexOverview Index, PipelineParts Pipeline, IReadOnlyList<Provider> Providers);

/// <summary>What serves a part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Name">What serves it; null for nothing.</param>
/// <param name="Detail">What else is worth knowing; absent when nothing.</param>
internal sealed record Provider(string Part, string? Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail);
