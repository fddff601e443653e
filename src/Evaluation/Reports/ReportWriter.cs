using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmRec.Evaluation.Runs;

namespace LlmRec.Evaluation.Reports;

/// <summary>Writes a report for people beside the JSON for programs.</summary>
public static class ReportWriter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly string[] Headline = ["recall@10", "ndcg@10", "mrr", "hitrate@10", "gauc", "coverage@10", "novelty@10", "diversity@10"];

    /// <summary>Writes <c>evaluation.json</c>, <c>report.md</c> and the charts into a folder, which is made when needed.</summary>
    /// <exception cref="Datasets.EvaluationException">The folder can't be written to.</exception>
    public static async Task WriteAsync(EvaluationResult result, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        try
        {
            Directory.CreateDirectory(folder);
            await Write("evaluation.json", JsonSerializer.Serialize(result, Json));
            await Write("ndcg.svg", SvgChart.Bars("NDCG@10 with 95 % intervals", [.. result.Models.Select(m => (m.Name, m.All["ndcg@10"], m.Intervals["ndcg@10"][0], m.Intervals["ndcg@10"][1]))]));
            await Write("recall.svg", SvgChart.Bars("Recall@10 with 95 % intervals", [.. result.Models.Select(m => (m.Name, m.All["recall@10"], m.Intervals["recall@10"][0], m.Intervals["recall@10"][1]))]));
            if (result.NewItemBoost is { } newItems)
            {
                await Write("new-items.svg", SvgChart.Lines(
                    "Recall@10 by NewItemBoost, on items made cold inside training",
                    [.. newItems.Curve.Select(p => p.Boost)],
                    [("cold", "#cc3311", [.. newItems.Curve.Select(p => p.Cold)]), ("others", "#4477aa", [.. newItems.Curve.Select(p => p.Warm)])],
                    newItems.Chosen));
            }

            await Write("report.md", Markdown(result));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Datasets.EvaluationException($"The report can't be written to {Path.GetFullPath(folder)}: {e.Message}");
        }

        Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
    }

    /// <summary>The report's text.</summary>
    internal static string Markdown(EvaluationResult result)
    {
        var text = new StringBuilder();
        Line($"# {result.Dataset}, {result.Protocol}, {result.Part} part, seed {result.Seed}");
        Line($"");
        Line($"{result.Users:n0} users, {result.Items:n0} items, {result.TrainingLikes:n0} likes trained on, time: {result.Time}, encoder: {result.Encoder ?? "none"}.");
        Line($"All items outside the history are ranked; ties count against the model. {100 * result.TargetInHistory:0.0} % of the targets lie in their history and count as misses; {result.WithoutHistory:n0} targets without any history were not scored; {result.Rejected:n0} lines of the dataset were passed over.");
        Table("All targets", Headline, result.Models.Select(m => (m.Name, m.All)));
        Line($"![NDCG@10](ndcg.svg)");
        Line($"");
        Line($"![Recall@10](recall.svg)");
        (string Name, Func<ModelResult, IReadOnlyDictionary<string, double>> Of)[] parts =
            [("head: the popular items that gather half of the interactions", m => m.Head), ("tail: other items with interactions", m => m.Tail), ("cold: items made cold", m => m.Cold), ("unseen: items without a training interaction for another reason", m => m.Unseen)];
        foreach (var (name, of) in parts.Where(p => p.Of(result.Models[0])["n"] > 0))
        {
            Table($"Targets in the {name} (n = {of(result.Models[0])["n"]:n0})", Headline[..5], result.Models.Select(m => (m.Name, of(m))));
        }

        foreach (var (band, summary) in result.Models[0].Activity.Where(a => a.Value["n"] > 0))
        {
            Table($"Users with {band} items in their history (n = {summary["n"]:n0})", Headline[..5], result.Models.Select(m => (m.Name, m.Activity[band])));
        }

        Line($"");
        Line($"## Pairs, tested by user (paired randomisation, two-sided, not corrected for the number of pairs)");
        Line($"");
        Line($"| metric | a | b | a − b | p |");
        Line($"| --- | --- | --- | --- | --- |");
        foreach (var pair in result.Comparisons)
        {
            Line($"| {pair.Metric} | {pair.A} | {pair.B} | {pair.Difference:+0.0000;−0.0000} | {pair.P:0.0000} |");
        }

        Costs(result);
        if (result.NewItemBoost is { } newItems)
        {
            Line($"");
            Line($"## New items");
            Line($"");
            Line($"Measured on items made cold inside training, never on the test part. Chosen: {newItems.Chosen:0.##}.");
            Line($"");
            Line($"![New items](new-items.svg)");
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        void Table(string title, string[] names, IEnumerable<(string Name, IReadOnlyDictionary<string, double> Values)> rows)
        {
            Line($"");
            Line($"## {title}");
            Line($"");
            Line($"| model | {string.Join(" | ", names)} |");
            Line($"| --- |{string.Concat(names.Select(_ => " --- |"))}");
            foreach (var (name, values) in rows)
            {
                Line($"| {name} | {string.Join(" | ", names.Select(n => values.TryGetValue(n, out var value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–"))} |");
            }

            Line($"");
        }

        void Costs(EvaluationResult of)
        {
            Line($"");
            Line($"## Cost");
            Line($"");
            Line($"| model | training, s | peak memory, MiB | scoring, s |");
            Line($"| --- | --- | --- | --- |");
            foreach (var model in of.Models)
            {
                Line($"| {model.Name} | {model.Train.Seconds:0.0} | {model.Train.PeakMb:0} | {model.ScoreSeconds:0.0} |");
            }
        }
    }
}
