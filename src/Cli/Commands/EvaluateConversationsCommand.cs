using System.CommandLine;
using LlmRec.Evaluation.Simulation;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class EvaluateConversationsCommand
{
    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "A folder with items.jsonl, and interactions.csv where there is one (or .gz).", HelpName = "DIR", Required = true };
        var n = new Option<int>("--n") { Description = "How many conversations with each policy.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "Where targets, and all that people say, come from.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var sheet = new Option<string?>("--out") { Description = "Write conversations.json and conversations.md, twenty conversations with what was made of each message, there.", HelpName = "DIR" };
        return new Command("evaluate-conversations", "Let simulated people look for items of a data folder by talking, and say how well they fare.") { dataset, n, seed, sheet }.With(
            StoreUse.Temporary,
            async (parsed, services, output, cancellationToken) =>
            {
                if (parsed.GetValue(n) is < 1 or > 100_000)
                {
                    throw new CommandException("--n must be from 1 to 100,000.");
                }

                var run = await ConversationEvaluator.Of(services).RunAsync(
                    parsed.GetRequiredValue(dataset), parsed.GetValue(n), parsed.GetValue(seed), what => output.Remarks.MarkupLineInterpolated($"[grey]{what}[/]"), cancellationToken);
                if (parsed.GetValue(sheet) is { } to)
                {
                    await ConversationSheet.WriteAsync(run, to, cancellationToken);
                    output.Remarks.MarkupLineInterpolated($"[grey]The sheet is in {Path.GetFullPath(to)}.[/]");
                }

                output.Answer(run.Result, console => Print(console, run.Result));
                return 0;
            },
            // What is measured is the policy that needs no language model; words are not.
            _ => [new("LlmRec:Llm:Endpoint", null), new("LlmRec:Llm:Path", null), new("LlmRec:Chat:Policy", "state")]);
    }

    private static void Print(IAnsiConsole console, ConversationResult result)
    {
        console.MarkupLineInterpolated($"{result.N:n0} targets of {result.Items:n0} items, up to {result.Turns} messages each, {result.Seconds:0} s; means with 95 % intervals");
        var table = new Table().Border(TableBorder.Simple).AddColumns([" ", .. result.Policies.Select(p => p.Name)]);
        foreach (var (name, cell) in ConversationSheet.Columns)
        {
            table.AddRow([name, .. result.Policies.Select(cell)]);
        }

        console.Write(table);
        foreach (var difference in result.Differences)
        {
            console.MarkupLineInterpolated($"state less {difference.Against}, {difference.Metric}: {difference.Difference:+0.000;-0.000;0} (p = {difference.P:0.000})");
        }
    }
}
