using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Intents;

/// <summary>A report for people beside the JSON for programs.</summary>
public static class IntentSheet
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes <c>intents.json</c> and <c>intents.md</c> into a folder, which is made when needed.</summary>
    /// <exception cref="EvaluationException">The folder can't be written to.</exception>
    public static async Task WriteAsync(IntentResult result, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "intents.json"), JsonSerializer.Serialize(result, Indented), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "intents.md"), Markdown(result), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"The report can't be written to {Path.GetFullPath(folder)}: {e.Message}");
        }
    }

    private static string Markdown(IntentResult result)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        void Row(IEnumerable<string> cells) => Line($"| {string.Join(" | ", cells)} |");
        string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
        string[] intents = [.. result.Rows[0].Intents.Keys];
        Line($"# Intents in {result.Dataset}, seed {result.Seed}\n");
        Line($"{result.Dialogues:n0} dialogues, {result.Turns:n0} turns of seekers, {result.Folds} folds by dialogue.\n");
        Row(["understanding", "macro-F1", "by fold", .. intents.Select(i => $"F1 {i}"), "accept/reject", "accept/reject/neither"]);
        Row(Enumerable.Repeat("---", intents.Length + 5));
        foreach (var row in result.Rows)
        {
            Row([row.Name, Number(row.MacroF1), $"{Number(row.MacroF1ByFold.Min())} to {Number(row.MacroF1ByFold.Max())}", .. intents.Select(i => Number(row.Intents[i].F1)), Number(row.AcceptReject.Accuracy), Number(row.AcceptReject.AccuracyOfThree)]);
        }

        foreach (var row in result.Rows)
        {
            Line($"\n## {row.Name}\n");
            Row(["intent", "precision", "recall", "F1", "turns"]);
            Row(Enumerable.Repeat("---", 5));
            foreach (var (intent, score) in row.Intents)
            {
                Row([intent, Number(score.Precision), Number(score.Recall), Number(score.F1), $"{score.Turns}"]);
            }

            Line($"\nMeant (rows) and found (columns); an intent missed is shared out over those found too many.\n");
            Row(["", .. row.Confusion.Keys]);
            Row(Enumerable.Repeat("---", row.Confusion.Count + 1));
            foreach (var (intent, found) in row.Confusion)
            {
                Row([intent, .. found.Values.Select(v => v.ToString("0.#", CultureInfo.InvariantCulture))]);
            }

            Line($"\nAccept or reject ({row.AcceptReject.Turns} turns do one of both):\n");
            Row(["", .. row.AcceptReject.Confusion.Keys]);
            Row(Enumerable.Repeat("---", row.AcceptReject.Confusion.Count + 1));
            foreach (var (verdict, found) in row.AcceptReject.Confusion)
            {
                Row([verdict, .. found.Values.Select(v => $"{v}")]);
            }
        }

        return text.ToString();
    }
}
