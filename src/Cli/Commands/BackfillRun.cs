using System.Text.Json;
using LlmRec.Embedding.Backfill;
using LlmRec.Storage.Jobs;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

/// <summary>
/// Runs a backfill to its end. A kill or a Ctrl-C leaves the job in the store: this process, another run or the API goes
/// on with it.
/// </summary>
internal sealed class BackfillRun(JobStore jobs, JobRun run, BackfillService backfills, Output output)
{
    /// <summary>How many texts the last job had embedded before this run took it up.</summary>
    public long EmbeddedBefore { get; private set; }

    /// <summary>Finishes what was interrupted, and does what is asked for unless that did it already.</summary>
    /// <returns>The last job, ended.</returns>
    public async Task<Job> RunAsync(BackfillRequest request, Action<string, long, long, double?> tell, CancellationToken cancellationToken)
    {
        if (await jobs.ActiveAsync(BackfillService.Kind, cancellationToken) is { } interrupted && await jobs.IsFreeAsync(interrupted.Id, cancellationToken))
        {
            output.Remarks.MarkupLineInterpolated($"[grey]Going on with the backfill that was interrupted at {interrupted.Progress.Done:n0} of {interrupted.Progress.Total:n0}.[/]");
            EmbeddedBefore = BackfillService.Embedded(interrupted);
            var finished = await WorkAsync(interrupted, tell, cancellationToken);
            if (finished.State != JobState.Succeeded || Covers(interrupted.Parameters.Deserialize<BackfillRequest>(JsonSerializerOptions.Web)!, request))
            {
                return finished;
            }
        }

        EmbeddedBefore = 0;
        return await WorkAsync(await backfills.QueueAsync(request, cancellationToken), tell, cancellationToken);
    }

    private static bool Covers(BackfillRequest done, BackfillRequest asked) =>
        (done.Kind is null || done.Kind == asked.Kind) && (done.Force || !asked.Force);

    private Task<Job> WorkAsync(Job job, Action<string, long, long, double?> tell, CancellationToken cancellationToken) =>
        run.ToItsEndAsync(job, now => tell("backfill", now.Progress.Done, now.Progress.Total, now.Progress.Rate), cancellationToken);
}
