using LlmRec.Api.Hosting;
using LlmRec.Learning.Models.Saved;
using LlmRec.Recommending.Trained;
using LlmRec.Recommending.Training;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Admin;

/// <summary>Trained models: versions, what was promoted when, and the way back.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this RouteGroupBuilder admin)
    {
        admin.MapGet("/models", async (TrainedCatalogue models, CancellationToken cancellationToken) => TypedResults.Ok(new TrainedVersions(await models.ListAsync(cancellationToken))))
            .WithName("adminModels").WithSummary("Trained models with their versions").WithDescription("Of each model the version in use first, then those it may go back to, then those never promoted.");
        admin.MapPost("/models/{model}/rollback", RollBackAsync).WithName("rollBackModel").WithSummary("Take a model's version out of use")
            .WithDescription("The one before it is in use again, or none. 409 when none is in use, or the one before can't be used.");
    }

    private static async Task<Results<Ok<RolledBack>, ProblemHttpResult>> RollBackAsync(string model, TrainedCatalogue models, CancellationToken cancellationToken)
    {
        if (!TrainingRequest.Known.Contains(model))
        {
            return Errors.NotFound($"There is no model '{model}'. Trained are: {string.Join(", ", TrainingRequest.Known)}.");
        }

        try
        {
            var (was, now) = await models.RollBackAsync(model, cancellationToken);
            return TypedResults.Ok(new RolledBack(model, was.Version, now?.Version));
        }
        catch (SavedModelException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }
}

/// <summary>Versions of trained models.</summary>
/// <param name="Versions">By model, in the order in which models are trained.</param>
internal sealed record TrainedVersions(IReadOnlyList<TrainedVersion> Versions);

/// <summary>What a roll-back did.</summary>
/// <param name="Model">The model.</param>
/// <param name="Was">The version that is out of use.</param>
/// <param name="InUse">The version that is in use now; null for none.</param>
internal sealed record RolledBack(string Model, string Was, string? InUse);
