using LlmRec.Api.Access;
using LlmRec.Api.Hosting;
using LlmRec.Language;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Similarity;
using LlmRec.Recommending.Trained;
using LlmRec.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Endpoints;

/// <summary>Whether the service lives, and whether it can answer.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new Health("live", []))).WithTags("Health").WithName("live").WithSummary("Whether the process runs").IsOpen().DisableRateLimiting();
        app.MapGet("/health/ready", ReadyAsync).WithTags("Health").WithName("ready").WithSummary("Whether it can answer")
            .WithDescription("200 when it can, 503 when not; names every part and, to who sends a key, what is wrong with it.")
            .Produces<Health>().Produces<Health>(StatusCodes.Status503ServiceUnavailable).IsOpen().DisableRateLimiting();
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext context, Readiness readiness, Store store, Projections projections, ItemTable items, ItemVectors vectors, TrainedModels trained, ConfiguredLanguage language, CancellationToken cancellationToken)
    {
        if (readiness.WaitingFor is { } waiting)
        {
            return Answer(context, [new("start", false, waiting)]);
        }

        var faults = await projections.FollowAsync(cancellationToken);
        return Answer(context,
        [
            await StoreAsync(store, cancellationToken),
            new("projections", faults.Count == 0, faults.Count == 0 ? null : string.Join("; ", faults.Select(f => $"{f.Part} {f.Reason}"))),
            // Items without vectors are still recommended by the other channels: told, but no reason to send no traffic.
            new("vectors", true, vectors.Count < items.Count ? $"{vectors.Count} of {items.Count} items have a vector; POST /v1/backfills embeds the others" : null),
            // Without trained models the other channels serve: told, too.
            new("models", true, trained.Serving is { Count: > 0 } serving
                ? $"in use: {string.Join(", ", serving.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value.Version}"))}"
                : "no trained model is in use; POST /v1/trainings trains some"),
            // Explanations are worded by templates without it, and whenever it does not answer.
            new("language", true, language.Version is { } model ? $"in use: {model}" : "no language model is configured; templates word explanations"),
        ]);
    }

    private static async Task<HealthPart> StoreAsync(Store store, CancellationToken cancellationToken)
    {
        try
        {
            await store.ReadAsync(session => session.ScalarAsync<int>("SELECT 1"), cancellationToken);
            return new("store", true, null);
        }
        catch (StoreException e)
        {
            return new("store", false, e.Message);
        }
    }

    private static JsonHttpResult<Health> Answer(HttpContext context, IReadOnlyList<HealthPart> parts)
    {
        // Notes name paths and counts: nothing for whoever passes by.
        parts = context.Caller() is null ? [.. parts.Select(p => p with { Note = null })] : parts;
        var ready = parts.All(p => p.Ok);
        return TypedResults.Json(new Health(ready ? "ready" : "not ready", parts), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The service's health.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not ready</c>.</param>
/// <param name="Parts">Its parts.</param>
internal sealed record Health(string Status, IReadOnlyList<HealthPart> Parts);

/// <summary>A part's health.</summary>
/// <param name="Name">The part.</param>
/// <param name="Ok">Whether it works.</param>
/// <param name="Note">What is wrong, or worth knowing; null when nothing.</param>
internal sealed record HealthPart(string Name, bool Ok, string? Note);
