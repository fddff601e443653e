using System.Globalization;
using System.Text.Json;
using LlmRec.Recommending.Training;
using LlmRec.Storage.Jobs;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

/// <summary>Runs a training to its end: first what was interrupted, then what is asked for, unless that was it.</summary>
internal sealed class TrainRun(JobStore jobs, JobRun run, TrainingService trainings, Output output)
{
    /// <summary>Runs it.</summary>
    /// <returns>The last job, ended.</returns>
    public async Task<Job> RunAsync(TrainingRequest request, Action<string, long, long, double?> tell, CancellationToken cancellationToken)
    {
        if (await jobs.ActiveAsync(TrainingService.Kind, cancellationToken) is { } interrupted && await jobs.IsFreeAsync(interrupted.Id, cancellationToken))
        {
            output.Remarks.MarkupLineInterpolated($"[grey]Going on with the training that was interrupted ({interrupted.ResumeAt ?? "before it began"}).[/]");
            var finished = await run.ToItsEndAsync(interrupted, now => Tell(now, tell), cancellationToken);
            if (finished.State != JobState.Succeeded || Covers(interrupted.Parameters.Deserialize<TrainingRequest>(JsonSerializerOptions.Web)!, request))
            {
                return finished;
            }
        }

        return await run.ToItsEndAsync(await trainings.QueueAsync(request, cancellationToken), now => Tell(now, tell), cancellationToken);
    }

    private static bool Covers(TrainingRequest done, TrainingRequest asked) =>
        done.Promote == asked.Promote && asked.InOrder().All(done.InOrder().Contains);

    private static void Tell(Job job, Action<string, long, long, double?> tell)
    {
        if (job is { IsActive: true, Progress.Detail: { } json } && json.Deserialize<TrainingDetail>(JsonSerializerOptions.Web) is { } detail)
        {
            tell(Words(detail), detail.Step, detail.Steps, null);
        }
    }

    private static string Words(TrainingDetail detail) => string.Join(", ", new[]
    {
        detail.Doing,
        detail.Loss is { } loss ? string.Create(CultureInfo.InvariantCulture, $"loss {loss:0.000}") : null,
        detail.TokensPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:n0} events/s") : null,
        detail.Validation is { } ndcg ? string.Create(CultureInfo.InvariantCulture, $"NDCG@10 {ndcg:0.0000}") : null,
        detail.StepsPerSecond is > 0 and var steps ? $"at most {TimeSpan.FromSeconds(Math.Round((detail.Steps - detail.Step) / steps)):g} left" : null,
    }.OfType<string>());
}
