using LlmRec.Api.Access;
using LlmRec.Api.Hosting;
using LlmRec.Embedding.Backfill;
using LlmRec.Recommending.Map;
using LlmRec.Recommending.Training;
using LlmRec.Storage.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Endpoints;

/// <summary>Backfills, trainings and projections, and the jobs they are.</summary>
internal static class JobEndpoints
{
    private const int MostFailuresShown = 100;

    public static void MapJobs(this WebApplication app)
    {
        app.MapPost("/v1/backfills", StartBackfillAsync).WithTags("Jobs").WithName("startBackfill")
            .WithSummary("Embed items and users that have no current vector")
            .WithDescription("Answers 202 with the job. One backfill at a time per store: 409 names the one that runs.").Needs(Scope.Admin);
        app.MapPost("/v1/trainings", StartTrainingAsync).WithTags("Jobs").WithName("startTraining")
            .WithSummary("Train models on what is stored, and put those into use that are not worse than what is")
            .WithDescription("Answers 202 with the job. One training at a time per store: 409 names the one that runs.").Needs(Scope.Admin);
        app.MapPost("/v1/projections", StartProjectionAsync).WithTags("Jobs").WithName("startProjection")
            .WithSummary("Lay the items' vectors out as a map")
            .WithDescription("Answers 202 with the job. One projection at a time per store: 409 names the one that runs. What comes of it is at `/v1/admin/map`.").Needs(Scope.Admin);
        app.MapGet("/v1/jobs", ListAsync).WithTags("Jobs").WithName("listJobs").WithSummary("The newest jobs, newest first").Needs(Scope.Admin);
        app.MapGet("/v1/jobs/{id}", GetAsync).WithTags("Jobs").WithName("getJob").WithSummary("A job and its progress").Needs(Scope.Admin);
        app.MapGet("/v1/jobs/{id}/events", EventsAsync).WithTags("Jobs").WithName("followJob")
            .WithSummary("A job's progress as server-sent events")
            .WithDescription("Events `progress`, then one `done`; each carries the job. Where nothing moves, `progress` comes every 15 seconds. Closing the stream does not stop the job.")
            .Produces<string>(contentType: "text/event-stream").DisableRequestTimeout().Needs(Scope.Admin);
        app.MapPost("/v1/jobs/{id}/cancel", CancelAsync).WithTags("Jobs").WithName("cancelJob").WithSummary("Ask a job to stop").Needs(Scope.Admin);
    }

    private static async Task<Accepted<JobView>> StartBackfillAsync(BackfillRequest? request, BackfillService backfills, JobStore jobs, CancellationToken cancellationToken)
    {
        request ??= new BackfillRequest();
        if (request.Fault() is { } fault)
        {
            throw new BadInputException(fault);
        }

        var job = await backfills.QueueAsync(request, cancellationToken);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", await ViewAsync(job, jobs, cancellationToken));
    }

    private static async Task<Accepted<JobView>> StartTrainingAsync(TrainingRequest? request, TrainingService trainings, JobStore jobs, CancellationToken cancellationToken)
    {
        request ??= new TrainingRequest();
        if (request.Fault() is { } fault)
        {
            throw new BadInputException(fault);
        }

        var job = await trainings.QueueAsync(request, cancellationToken);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", await ViewAsync(job, jobs, cancellationToken));
    }

    private static async Task<Accepted<JobView>> StartProjectionAsync(MapRequest? request, MapService maps, JobStore jobs, CancellationToken cancellationToken)
    {
        request ??= new MapRequest();
        if (request.Fault() is { } fault)
        {
            throw new BadInputException(fault);
        }

        var job = await maps.QueueAsync(request, cancellationToken);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", await ViewAsync(job, jobs, cancellationToken));
    }

    private static async Task<Ok<JobList>> ListAsync(int? limit, JobStore jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok(new JobList([.. (await jobs.ListAsync(RequestChecks.Limit(limit), cancellationToken)).Select(job => JobView.Of(job, []))]));

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> GetAsync(string id, JobStore jobs, CancellationToken cancellationToken) =>
        await jobs.GetAsync(id, cancellationToken) is { } job ? TypedResults.Ok(await ViewAsync(job, jobs, cancellationToken)) : NoSuchJob(id);

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> CancelAsync(string id, JobStore jobs, CancellationToken cancellationToken) =>
        await jobs.CancelAsync(id, cancellationToken) is { } job ? TypedResults.Ok(await ViewAsync(job, jobs, cancellationToken)) : NoSuchJob(id);

    private static async Task<IResult> EventsAsync(string id, JobStore jobs, JobEvents events, CancellationToken cancellationToken) =>
        await jobs.GetAsync(id, cancellationToken) is null
            ? NoSuchJob(id)
            : TypedResults.ServerSentEvents(events.FollowAsync(id, cancellationToken));

    private static ProblemHttpResult NoSuchJob(string id) => Errors.NotFound($"There is no job '{id}'.");

    private static async Task<JobView> ViewAsync(Job job, JobStore jobs, CancellationToken cancellationToken) => JobView.Of(
        job, job.Progress.Failed == 0 ? [] : await jobs.FailuresAsync(job.Id, MostFailuresShown, cancellationToken));
}
