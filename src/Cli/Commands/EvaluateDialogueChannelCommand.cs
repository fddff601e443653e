using System.CommandLine;
using LlmRec.Evaluation.Dialogues;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class EvaluateDialogueChannelCommand
{
    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "A folder with items.jsonl and dialogues.jsonl, and interactions.csv where there is one (or .gz).", HelpName = "DIR", Required = true };
        var seed = new Option<int>("--seed") { Description = "Halves the seekers.", HelpName = "N", DefaultValueFactory = _ => 1 };
        return new Command("evaluate-dialogue-channel", "Say what the whole service recommends in recorded dialogues, with what the others of them taught and without.") { dataset, seed }.With(
            StoreUse.Temporary,
            async (parsed, services, output, cancellationToken) =>
            {
                var result = await ServedDialogueEvaluator.Of(services).RunAsync(
                    parsed.GetRequiredValue(dataset), parsed.GetValue(seed), what => output.Remarks.MarkupLineInterpolated($"[grey]{what}[/]"), cancellationToken);
                output.Answer(result, console => Print(console, result));
                return 0;
            },
            _ => [new("LlmRec:Llm:Endpoint", null), new("LlmRec:Llm:Path", null), new("LlmRec:Chat:Policy", "state")]);
    }

    private static void Print(IAnsiConsole console, ServedDialogueResult result)
    {
        console.MarkupLineInterpolated($"{result.Moments:n0} recommendations; {result.TrainingDialogues:n0} dialogues to learn from; {(result.Outcome.Promoted ? "promoted" : "not promoted")}: {result.Outcome.Verdict}");
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "recall@1", "@3", "@10", "@50", "ms");
        foreach (var (name, recall) in new[] { ("with dialogue", result.With), ("without", result.Without) })
        {
            table.AddRow(name, $"{recall.Recall1:0.0000}", $"{recall.Recall3:0.0000}", $"{recall.Recall10:0.0000}", $"{recall.Recall50:0.0000}", $"{recall.Milliseconds:0.0}");
        }

        console.Write(table);
    }
}
