using System.CommandLine;
using LlmRec.Agents.Conversing.Recorded;
using LlmRec.Catalog.Import;
using LlmRec.Storage;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class ImportCommand
{
    public static Command Create()
    {
        var items = new Option<string?>("--items") { Description = "An items.jsonl, plain or gzipped.", HelpName = "FILE" };
        var users = new Option<string?>("--users") { Description = "A users.jsonl, plain or gzipped.", HelpName = "FILE" };
        var interactions = new Option<string?>("--interactions") { Description = "An interactions.csv, plain or gzipped.", HelpName = "FILE" };
        var dialogues = new Option<string?>("--dialogues") { Description = "A dialogues.jsonl of recorded dialogues, plain or gzipped, for train --models dialogue.", HelpName = "FILE" };
        var orderIndex = new Option<bool>("--order-index") { Description = "The timestamps are an order for each user, not times." };
        var strict = new Option<bool>("--strict") { Description = "Stop at the first bad line." };
        return new Command("import", "Import a catalogue and what users did. The same files twice change nothing.") { items, users, interactions, dialogues, orderIndex, strict }.With(
            StoreUse.None,
            async (parsed, services, output, cancellationToken) =>
            {
                var request = new ImportRequest(
                    parsed.GetValue(items), parsed.GetValue(users), parsed.GetValue(interactions), parsed.GetValue(orderIndex), parsed.GetValue(strict));
                var dialoguesPath = parsed.GetValue(dialogues);
                if (request is { ItemsPath: null, UsersPath: null, InteractionsPath: null } && dialoguesPath is null)
                {
                    throw new CommandException("Say what to import: --items FILE, --users FILE, --interactions FILE, --dialogues FILE, any of them.");
                }

                // Before a store is made: one that is there keeps the API's demo out.
                await CatalogImporter.CheckFilesAsync(request, cancellationToken);
                await (dialoguesPath is null ? ValueTask.CompletedTask : (await InputFile.OpenAsync(dialoguesPath, cancellationToken)).DisposeAsync());
                await services.GetRequiredService<Store>().OpenAsync(cancellationToken: cancellationToken);
                var report = await output.WithProgressAsync(
                    tell => services.GetRequiredService<CatalogImporter>().ImportAsync(
                        request, progress => tell(Path.GetFileName(progress.File), progress.Bytes, progress.TotalBytes, null), cancellationToken),
                    services.GetRequiredService<TimeProvider>());
                report = dialoguesPath is null ? report : await WithDialoguesAsync(report, services.GetRequiredService<RecordedDialogueStore>(), dialoguesPath, request.Strict, cancellationToken);
                output.Answer(report, console => Print(console, report));
                return 0;
            });
    }

    private static async Task<ImportReport> WithDialoguesAsync(ImportReport report, RecordedDialogueStore store, string path, bool strict, CancellationToken cancellationToken)
    {
        var problems = report.Problems.ToList();
        var counts = await store.ImportAsync(path, strict, problems, cancellationToken);
        return report with { Problems = problems, Dialogues = counts };
    }

    private static void Print(IAnsiConsole console, ImportReport report)
    {
        var table = new Table().AddColumns("", "accepted", "unchanged", "rejected").Border(TableBorder.Simple);
        (string Name, EntryCounts Counts)[] all =
            [("items", report.Items), ("users", report.Users), ("interactions", report.Interactions), .. report.Dialogues is { } dialogues ? [("dialogues", dialogues)] : Array.Empty<(string, EntryCounts)>()];
        foreach (var (name, counts) in all)
        {
            table.AddRow(name, $"{counts.Accepted:n0}", $"{counts.Unchanged:n0}", $"{counts.Rejected:n0}");
        }

        console.Write(table);
        foreach (var problem in report.Problems)
        {
            console.MarkupLineInterpolated($"[yellow]{problem.File}, line {problem.Line}: {problem.Reason}[/]");
        }

        if (all.Sum(a => a.Counts.Rejected) - report.Problems.Count is > 0 and var more)
        {
            console.MarkupLineInterpolated($"[yellow]… and {more:n0} more[/]");
        }

        console.MarkupLineInterpolated($"[grey]{report.Seconds:0.0} s[/]");
    }
}
