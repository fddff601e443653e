using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LlmRec.Recommending.Training;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class TrainCommand
{
    public static Command Create()
    {
        var models = new Option<string?>("--models") { Description = $"Names with commas between them, of {string.Join(", ", TrainingRequest.Known)} (default: {string.Join(", ", TrainingRequest.Usual)}).", HelpName = "a,b,…" };
        var keep = new Option<bool>("--no-promote") { Description = "Train and compare, but leave in use what is." };
        return new Command("train", "Train models on what is stored, and put those into use that are not worse than what is. Ctrl-C and kill are safe: the next run goes on.") { models, keep }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                var named = parsed.GetValue(models)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                var request = new TrainingRequest(named, !parsed.GetValue(keep));
                if (request.Fault() is { } fault)
                {
                    throw new CommandException(fault);
                }

                var run = ActivatorUtilities.CreateInstance<TrainRun>(services, ActivatorUtilities.CreateInstance<JobRun>(services), output);
                var job = await output.WithProgressAsync(tell => run.RunAsync(request, tell, cancellationToken), services.GetRequiredService<TimeProvider>());
                Report(job, output);
                return 0;
            });
    }

    private static void Report(Job job, Output output)
    {
        switch (job.State)
        {
            case JobState.Failed:
                throw new CommandException($"The training failed: {job.Error}");
            case JobState.Cancelled:
                throw new CommandException("The training was cancelled by another process. What is in use stays in use.");
        }

        var result = job.Progress.Detail!.Value.Deserialize<TrainingResult>(JsonSerializerOptions.Web)!;
        output.Answer(result, console =>
        {
            console.MarkupLineInterpolated($"{result.Likes:n0} likes of {result.Users:n0} users, {result.Items:n0} items; held out: {(result.HeldOutBy == "time" ? "the latest likes of all" : "each user's last like")}; {result.Seconds:0.0} s");
            var table = new Table().Border(TableBorder.Simple).AddColumns("model", "version", "NDCG@10", "in use", "popularity", "users", "");
            foreach (var m in result.Models)
            {
                table.AddRow(m.Model, m.Version, Figure(m.Ndcg), Figure(m.NdcgInUse), Figure(m.NdcgPopular), $"{m.Users:n0}", Markup.Escape($"{(m.Promoted ? "promoted" : "not promoted")}: {m.Verdict}"));
            }

            console.Write(table);
            if (result.NewItemBoost is { } newItems)
            {
                console.MarkupLineInterpolated($"{NewItemLine.Of(newItems)}");
            }
        });
    }

    private static string Figure(double? figure) => figure?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";
}
