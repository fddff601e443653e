using System.CommandLine;
using LlmRec.Evaluation.Explanations;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class EvaluateExplanationsCommand
{
    private const string NoModel = "none";

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "A folder with items.jsonl, and interactions.csv where there is one (or .gz).", HelpName = "DIR", Required = true };
        var n = new Option<int>("--n") { Description = "How many explanations.", HelpName = "N", DefaultValueFactory = _ => 500 };
        var llm = new Option<string?>("--llm") { Description = "The language model's folder, or none for templates alone (default: as configured).", HelpName = "DIR|none" };
        var seed = new Option<int>("--seed") { Description = "Where users, likes and wishes come from.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var sheet = new Option<string?>("--out") { Description = "Write explanations.json and explanations.md, fifty texts beside their evidence, there.", HelpName = "DIR" };
        return new Command("evaluate-explanations", "Explain what is recommended on a data folder, and measure the words.") { dataset, n, llm, seed, sheet }.With(
            StoreUse.Temporary,
            async (parsed, services, output, cancellationToken) =>
            {
                if (parsed.GetValue(n) is < 1 or > 1_000_000)
                {
                    throw new CommandException("--n must be from 1 to 1,000,000.");
                }

                var run = await ActivatorUtilities.CreateInstance<ExplanationEvaluator>(services).RunAsync(
                    parsed.GetRequiredValue(dataset), parsed.GetValue(n), parsed.GetValue(seed), what => output.Remarks.MarkupLineInterpolated($"[grey]{what}[/]"), cancellationToken);
                if (parsed.GetValue(sheet) is { } to)
                {
                    await ExplanationSheet.WriteAsync(run, to, cancellationToken);
                    output.Remarks.MarkupLineInterpolated($"[grey]The sheet is in {Path.GetFullPath(to)}.[/]");
                }

                output.Answer(run.Result, console => Print(console, run.Result));
                return 0;
            },
            parsed => Settings(parsed.GetValue(llm)));
    }

    /// <summary>The model that is asked for; and since nobody waits, all the time it needs.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Settings(string? llm)
    {
        yield return new("LlmRec:Llm:ExplanationSeconds", "600");
        if (llm is not null)
        {
            yield return new("LlmRec:Llm:Endpoint", null);
            yield return new("LlmRec:Llm:Path", llm == NoModel ? null : llm);
        }
    }

    private static void Print(IAnsiConsole console, ExplanationResult result)
    {
        console.MarkupLineInterpolated($"{result.N:n0} explanations, worded by {result.Model ?? "templates"}, {result.Seconds:0.0} s");
        var table = new Table().Border(TableBorder.Simple).AddColumns(" ", "passed the check", "and said every fact", "share");
        if (result is { Raw: { } raw, Checked: { } kept })
        {
            table.AddRow("the model's first attempt", $"{raw.Passed:0.0 %}", $"{raw.Exact:0.0 %}", "");
            table.AddRow("the model's, served", $"{kept.Passed:0.0 %}", $"{kept.Exact:0.0 %}", $"{kept.Share:0.0 %}");
        }

        table.AddRow("all that is served", $"{result.Final.Passed:0.0 %}", $"{result.Final.Exact:0.0 %}", $"{result.Final.TemplateShare:0.0 %} by template");
        console.Write(table);
        console.MarkupLineInterpolated($"values taken out: distinct-1 {result.Distinct1:0.000}, distinct-2 {result.Distinct2:0.000}, repeated within a list {result.Repeated:0.0 %}; {result.Words:0.0} words each");
    }
}
