using System.CommandLine;
using LlmRec.Evaluation.Dialogues;
using LlmRec.Learning.Models.Dialogues;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class EvaluateDialogueCommand
{
    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "A folder with items.jsonl, dialogues.jsonl and eval_turns.jsonl (or .gz).", HelpName = "DIR", Required = true };
        var turns = new Option<string?>("--turns") { Description = "Learn from all of the dataset and score these moments (default: five folds by seeker).", HelpName = "FILE" };
        var catalogue = new Option<string?>("--catalogue") { Description = "Another items.jsonl to rank.", HelpName = "FILE" };
        var also = new Option<string?>("--also") { Description = "A folder with interactions to learn from too.", HelpName = "DIR" };
        var encoder = new Option<string?>("--encoder") { Description = "The encoder's folder (default: as configured).", HelpName = "DIR" };
        var seed = new Option<int>("--seed") { Description = "Where all randomness comes from.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var cache = new Option<string?>("--cache") { Description = "Where text vectors are kept between runs (default: below your cache folder).", HelpName = "DIR" };
        return new Command("evaluate-dialogue", "Say how well what people recommended to each other in dialogues is foreseen.") { dataset, turns, catalogue, also, encoder, seed, cache }.With(
            StoreUse.None,
            async (parsed, services, output, cancellationToken) =>
            {
                using var tools = new EvaluationTools(services, parsed.GetValue(encoder), parsed.GetValue(cache));
                var evaluator = new DialogueEvaluator(tools.Reader, tools.Vectors, tools.Text, new DialogueTrainer(tools.Sessions), tools.Time);
                var result = await evaluator.RunAsync(
                    new()
                    {
                        Dataset = parsed.GetRequiredValue(dataset),
                        Turns = parsed.GetValue(turns),
                        Catalogue = parsed.GetValue(catalogue),
                        Also = parsed.GetValue(also),
                        Seed = parsed.GetValue(seed),
                    },
                    what => output.Remarks.MarkupLineInterpolated($"[grey]{what}[/]"),
                    cancellationToken);
                output.Answer(result, console => Print(console, result));
                return 0;
            });
    }

    private static void Print(IAnsiConsole console, DialogueResult result)
    {
        console.MarkupLineInterpolated($"{result.Targets:n0} targets in {result.Turns:n0} turns; {result.RepeatShare:0.0 %} were named before and are left out; learned from {result.TrainingDialogues:n0} dialogues");
        console.MarkupLineInterpolated($"recall@1 {result.Recall1:0.0000}, recall@10 {result.Recall10:0.0000}, recall@50 {result.Recall50:0.0000}, MRR {result.Mrr:0.0000} ({result.Encoder}, {result.Seconds:0} s)");
        foreach (var (name, weight) in result.Learned.OrderByDescending(l => l.Value))
        {
            console.MarkupLineInterpolated($"[grey]{weight,7:0.00}  {name}[/]");
        }
    }
}
