using System.CommandLine;
using LlmRec.Embedding.Backfill;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class BackfillCommand
{
    public static Command Create()
    {
        var kind = new Option<string?>("--kind") { Description = "items or users; both by default.", HelpName = "items|users" };
        kind.AcceptOnlyFromAmong("items", "users");
        var batch = new Option<int>("--batch") { Description = "Texts a transaction, 1 to 10,000.", HelpName = "N", DefaultValueFactory = _ => new BackfillRequest().Batch };
        var force = new Option<bool>("--force") { Description = "Embed again what has a current vector." };
        return new Command("backfill", "Embed what has no current vector. Ctrl-C and kill are safe: the next run goes on.") { kind, batch, force }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                var request = new BackfillRequest(parsed.GetValue(kind), parsed.GetValue(batch), parsed.GetValue(force));
                if (request.Fault() is { } fault)
                {
                    throw new CommandException(fault);
                }

                var time = services.GetRequiredService<TimeProvider>();
                var started = time.GetTimestamp();
                var run = ActivatorUtilities.CreateInstance<BackfillRun>(services, ActivatorUtilities.CreateInstance<JobRun>(services), output);
                var job = await output.WithProgressAsync(tell => run.RunAsync(request, tell, cancellationToken), time);
                await ReportAsync(services.GetRequiredService<JobStore>(), job, run.EmbeddedBefore, time.GetElapsedTime(started).TotalSeconds, output);
                return 0;
            });
    }

    private static async Task ReportAsync(JobStore jobs, Job job, long embeddedBefore, double seconds, Output output)
    {
        switch (job.State)
        {
            case JobState.Failed:
                throw new CommandException($"The backfill failed: {job.Error?.TrimEnd('.')}. What was embedded before is stored; repeat the command to go on.");
            case JobState.Cancelled:
                throw new CommandException("The backfill was cancelled by another process. What was embedded before is stored; repeat the command to go on.");
        }

        var failures = job.Progress.Failed == 0 ? [] : await jobs.FailuresAsync(job.Id, 100);
        var (embedded, unchanged) = (BackfillService.Embedded(job), BackfillService.Unchanged(job));
        var rate = Math.Round((embedded - embeddedBefore) / Math.Max(seconds, 0.001), 1);
        output.Answer(
            new { job.Progress.Total, Embedded = embedded, Unchanged = unchanged, job.Progress.Failed, Seconds = Math.Round(seconds, 3), Rate = rate, Failures = failures },
            console =>
            {
                console.MarkupLineInterpolated($"{embedded:n0} embedded, {unchanged:n0} unchanged, {job.Progress.Failed:n0} failed of {job.Progress.Total:n0}, {seconds:0.0} s, {rate:0} a second");
                foreach (var failure in failures)
                {
                    console.MarkupLineInterpolated($"[yellow]{failure.Subject}: {failure.Reason}[/]");
                }
            });
    }
}
