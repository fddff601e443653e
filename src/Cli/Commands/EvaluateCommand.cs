using System.CommandLine;
using System.Globalization;
using LlmRec.Evaluation.Protocols;
using LlmRec.Evaluation.Reports;
using LlmRec.Evaluation.Runs;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Fusion;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class EvaluateCommand
{
    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "A folder with items.jsonl and interactions.csv (or .gz), and maybe splits.csv.", HelpName = "DIR", Required = true };
        var protocol = new Option<string>("--protocol") { Description = "How events are told apart.", HelpName = "leave-one-out|temporal|splits", Required = true };
        protocol.AcceptOnlyFromAmong([.. ProtocolRule.All.Keys.Order()]);
        var models = new Option<string>("--models") { Description = "Names with commas between them.", HelpName = "a,b,…", Required = true };
        var encoder = new Option<string?>("--encoder") { Description = "The encoder's folder (default: as configured).", HelpName = "DIR" };
        var cold = new Option<double>("--cold") { Description = "The share of the items that loses all its interactions in training and validation.", HelpName = "SHARE" };
        var boost = new Option<double?>("--new-item-boost") { Description = "How much the fusion favours items without interactions, in log-odds (default: as calibrated with --cold, else 0).", HelpName = "X" };
        var explain = new Option<bool>("--explain") { Description = "Print what the fusion learned." };
        var report = new Option<string?>("--out") { Description = "Write evaluation.json, report.md and its charts there.", HelpName = "DIR" };
        var seed = new Option<int>("--seed") { Description = "Where all randomness comes from.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var cache = new Option<string?>("--cache") { Description = "Where text vectors are kept between runs (default: below your cache folder).", HelpName = "DIR" };
        var onValidation = new Option<bool>("--on-validation") { Description = "Score the validation part instead of the test part: for development." };
        return new Command("evaluate", "Train models on a data folder and say how well they foresee what was held out.") { dataset, protocol, models, encoder, cold, boost, seed, cache, onValidation, explain, report }.With(
            StoreUse.None,
            async (parsed, services, output, cancellationToken) =>
            {
                using var tools = new EvaluationTools(services, parsed.GetValue(encoder), parsed.GetValue(cache));
                var evaluator = new Evaluator(tools.Reader, tools.Vectors, tools.Text, ModelTrainers.All(tools.Sessions), tools.Time);
                var run = await evaluator.RunAsync(
                    new()
                    {
                        Dataset = parsed.GetRequiredValue(dataset),
                        Protocol = parsed.GetRequiredValue(protocol),
                        Models = parsed.GetRequiredValue(models).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                        Cold = parsed.GetValue(cold),
                        NewItemBoost = parsed.GetValue(boost),
                        Seed = parsed.GetValue(seed),
                        OnValidation = parsed.GetValue(onValidation),
                    },
                    what => output.Remarks.MarkupLineInterpolated($"[grey]{what}[/]"),
                    cancellationToken);
                if (parsed.GetValue(report) is { } to)
                {
                    await ReportWriter.WriteAsync(run.Result, to, cancellationToken);
                    output.Remarks.MarkupLineInterpolated($"[grey]The report is in {Path.GetFullPath(to)}.[/]");
                }

                output.Answer(run.Result, console => Print(console, run.Result, parsed.GetValue(explain)));
                return 0;
            });
    }

    private static void Print(IAnsiConsole console, EvaluationResult result, bool explain)
    {
        console.MarkupLineInterpolated($"{result.Dataset}, {result.Protocol}, {result.Part}: {result.Users:n0} users, {result.Items:n0} items, {result.TrainingLikes:n0} likes to train on; {result.TargetInHistory:0.0 %} of the targets lie in their history (misses)");
        string[] names = ["recall@10", "ndcg@10", "mrr", "gauc", "coverage@10"];
        var table = new Table().Border(TableBorder.Simple).AddColumns(["model", .. names, "training", "peak"]);
        foreach (var model in result.Models)
        {
            table.AddRow([model.Name, .. names.Select(n => model.All[n].ToString("0.0000", CultureInfo.InvariantCulture)), $"{model.Train.Seconds:0.0} s", $"{model.Train.PeakMb:0} MB"]);
        }

        console.Write(table);
        if (result.NewItemBoost is { } newItems)
        {
            console.MarkupLineInterpolated($"{NewItemLine.Of(newItems)}");
        }

        if (explain && result.Fusion is { } fusion)
        {
            Explain(console, fusion);
        }
    }

    private static void Explain(IAnsiConsole console, FusionExplanation fusion)
    {
        console.MarkupLineInterpolated($"What the fusion learned from {fusion.Lists:n0} validation lists: log-odds that a member's best item gains, by what is known of user and item");
        var circumstances = fusion.Members.Values.First().Keys.ToList();
        var table = new Table().Border(TableBorder.Simple).AddColumns([" ", .. fusion.Members.Keys]);
        circumstances.ForEach(c => table.AddRow([c, .. fusion.Members.Values.Select(m => m[c].ToString("0.00", CultureInfo.InvariantCulture))]));
        console.Write(table);
        console.MarkupLineInterpolated($"of an item itself: {string.Join(", ", fusion.Facts.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Value:0.00}")))}");
        foreach (var (member, reason) in fusion.LeftOut)
        {
            console.MarkupLineInterpolated($"[yellow]left out: {member}: {reason}[/]");
        }
    }
}
