using System.CommandLine;
using LlmRec.Evaluation.Intents;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class EvaluateIntentsCommand
{
    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "A folder with dialogues.jsonl (or .gz) whose turns are labelled with intents.", HelpName = "DIR", Required = true };
        var catalogue = new Option<string?>("--catalogue") { Description = "The items.jsonl that they speak of (default: the folder's own, else the one of redial-valid beside it).", HelpName = "FILE" };
        var seed = new Option<int>("--seed") { Description = "Deals dialogues out to folds.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var sheet = new Option<string?>("--out") { Description = "Write intents.json and intents.md, with confusion tables, there.", HelpName = "DIR" };
        return new Command("evaluate-intents", "Say how well it is understood what people in labelled dialogues intend.") { dataset, catalogue, seed, sheet }.With(
            StoreUse.Temporary,
            async (parsed, services, output, cancellationToken) =>
            {
                var result = await IntentEvaluator.Of(services).RunAsync(
                    parsed.GetRequiredValue(dataset), parsed.GetValue(catalogue), parsed.GetValue(seed), what => output.Remarks.MarkupLineInterpolated($"[grey]{what}[/]"), cancellationToken);
                if (parsed.GetValue(sheet) is { } to)
                {
                    await IntentSheet.WriteAsync(result, to, cancellationToken);
                    output.Remarks.MarkupLineInterpolated($"[grey]The report is in {Path.GetFullPath(to)}.[/]");
                }

                output.Answer(result, console => Print(console, result));
                return 0;
            });
    }

    private static void Print(IAnsiConsole console, IntentResult result)
    {
        console.MarkupLineInterpolated($"{result.Dialogues:n0} dialogues, {result.Turns:n0} turns of seekers, {result.Folds} folds by dialogue, {result.Seconds:0} s");
        string[] intents = [.. result.Rows[0].Intents.Keys];
        var table = new Table().Border(TableBorder.Simple).AddColumns([" ", "macro-F1", .. intents.Select(i => $"F1 {i}"), "accept/reject", "or neither"]);
        foreach (var row in result.Rows)
        {
            table.AddRow([row.Name, $"{row.MacroF1:0.000}", .. intents.Select(i => $"{row.Intents[i].F1:0.000}"), $"{row.AcceptReject.Accuracy:0.000}", $"{row.AcceptReject.AccuracyOfThree:0.000}"]);
        }

        console.Write(table);
        foreach (var row in result.Rows)
        {
            console.MarkupLineInterpolated($"{row.Name}: meant (rows) and found (columns)");
            var confusion = new Table().Border(TableBorder.Simple).AddColumns([" ", .. row.Confusion.Keys]);
            foreach (var (intent, found) in row.Confusion)
            {
                confusion.AddRow([intent, .. found.Values.Select(v => $"{v:0.#}")]);
            }

            console.Write(confusion);
        }
    }
}
