using System.CommandLine;
using LlmRec.Embedding.Backfill;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class BackfillCommand
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

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
                var job = await output.WithProgressAsync(tell => RunAsync(services, request, output, tell, cancellationToken));
                return await ReportAsync(services, job, time.GetElapsedTime(started).TotalSeconds, output);
            });
    }

    private static async Task<Job> RunAsync(
        IServiceProvider services, BackfillRequest request, Output output, Action<string, long, long, double?> tell, CancellationToken cancellationToken)
    {
        var jobs = services.GetRequiredService<JobStore>();
        var job = await QueueOrResumeAsync(services, jobs, request, output, cancellationToken);
        // A kill or a Ctrl-C leaves the job in the store: this process, another run or the API goes on with it.
        var run = services.GetRequiredService<JobRunner>().RunNextAsync(cancellationToken);
        while (await Task.WhenAny(run, Task.Delay(Glance, CancellationToken.None)) != run)
        {
            var now = await jobs.GetAsync(job.Id, CancellationToken.None);
            tell("backfill", now!.Progress.Done, now.Progress.Total, now.Progress.Rate);
        }

        if (await run is null)
        {
            throw new JobConflictException((await jobs.GetAsync(job.Id, cancellationToken))!);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return (await jobs.GetAsync(job.Id, CancellationToken.None))!;
    }

    private static async Task<Job> QueueOrResumeAsync(
        IServiceProvider services, JobStore jobs, BackfillRequest request, Output output, CancellationToken cancellationToken)
    {
        if (await jobs.ActiveAsync(BackfillService.Kind, cancellationToken) is { } interrupted && await jobs.IsFreeAsync(interrupted.Id, cancellationToken))
        {
            output.Remarks.MarkupLineInterpolated($"[grey]Going on with the backfill that was interrupted at {interrupted.Progress.Done:n0} of {interrupted.Progress.Total:n0}.[/]");
            return interrupted;
        }

        return await services.GetRequiredService<BackfillService>().QueueAsync(request, cancellationToken);
    }

    private static async Task<int> ReportAsync(IServiceProvider services, Job job, double seconds, Output output)
    {
        var failures = job.Progress.Failed == 0 ? [] : await services.GetRequiredService<JobStore>().FailuresAsync(job.Id, 100);
        var (embedded, unchanged) = (job.Progress.Counts.GetValueOrDefault("embedded"), job.Progress.Counts.GetValueOrDefault("unchanged"));
        var rate = Math.Round(embedded / Math.Max(seconds, 0.001), 1);
        output.Answer(
            new { job.Progress.Total, Embedded = embedded, Unchanged = unchanged, job.Progress.Failed, Seconds = Math.Round(seconds, 3), Rate = rate, State = job.State.ToString().ToLowerInvariant(), job.Error, Failures = failures },
            console =>
            {
                console.MarkupLineInterpolated($"{embedded:n0} embedded, {unchanged:n0} unchanged, {job.Progress.Failed:n0} failed of {job.Progress.Total:n0}, {seconds:0.0} s, {rate:0} a second");
                foreach (var failure in failures)
                {
                    console.MarkupLineInterpolated($"[yellow]{failure.Subject}: {failure.Reason}[/]");
                }
            });
        if (job.Error is not null)
        {
            throw new CommandException($"The backfill failed: {job.Error}");
        }

        return job.State == JobState.Succeeded ? 0 : 1;
    }
}
