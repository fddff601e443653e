using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Simulation;

/// <summary>A sheet to read: the measures, and conversations with what was made of each message, the worst first.</summary>
public static class ConversationSheet
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes <c>conversations.json</c> and <c>conversations.md</c> into a folder, which is made when needed.</summary>
    /// <exception cref="EvaluationException">The folder can't be written to.</exception>
    public static async Task WriteAsync(ConversationRun run, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "conversations.json"), JsonSerializer.Serialize(run.Result, Indented), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "conversations.md"), Markdown(run), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"The sheet can't be written to {Path.GetFullPath(folder)}: {e.Message}");
        }
    }

    /// <summary>The table's columns, and a policy's cells; shares from 0 to 1.</summary>
    public static IReadOnlyList<(string Name, Func<PolicyResult, string> Cell)> Columns { get; } =
    [
        ("success@1", p => Cell(p.Success[1])),
        ("success@3", p => Cell(p.Success[3])),
        ("success@5", p => Cell(p.Success[5])),
        ("success@8", p => Cell(p.Success[8])),
        ("as good@3", p => Cell(p.AsGood[3])),
        ("as good@8", p => Cell(p.AsGood[8])),
        ("turns to success", p => Cell(p.TurnsToSuccess)),
        ("turns spent", p => Cell(p.TurnsSpent)),
        ("questions", p => Cell(p.Questions)),
        ("answerable", p => Cell(p.Answerable)),
        ("option right", p => Cell(p.Offered)),
        ("misunderstood", p => Cell(p.Misunderstood)),
        ("target ruled out", p => Cell(p.RuledOut)),
        ("acceptance understood", p => Cell(p.Accepted)),
    ];

    private static string Cell(Measured? measured) => measured is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{measured.Value:0.00} ({measured.Low:0.00}–{measured.High:0.00})");

    private static string Markdown(ConversationRun run)
    {
        var (result, text) = (run.Result, new StringBuilder());
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        void Row(IEnumerable<string> cells) => Line($"| {string.Join(" | ", cells)} |");
        Line($"# Simulated conversations about {result.Dataset}, seed {result.Seed}\n");
        Line($"{result.N:n0} targets of {result.Items:n0} items, up to {result.Turns} messages each; means with 95 % intervals by resampling people.\n");
        Row(["", .. result.Policies.Select(p => p.Name)]);
        Row(Enumerable.Repeat("---", result.Policies.Count + 1));
        foreach (var (name, cell) in Columns)
        {
            Row([name, .. result.Policies.Select(cell)]);
        }

        Line($"\nSuccess of the whole policy by opening:\n");
        Row(["opening", "n", .. result.Policies[0].Success.Keys.Select(k => $"@{k}")]);
        Row(Enumerable.Repeat("---", result.Policies[0].Success.Count + 2));
        foreach (var (name, opening) in result.Policies[0].ByOpening)
        {
            Row([name, $"{opening.N}", .. opening.Success.Values.Select(v => v.ToString("0.00", CultureInfo.InvariantCulture))]);
        }

        Line($"\nThe whole policy less one without a part (p of a paired randomisation test):\n");
        foreach (var difference in result.Differences)
        {
            Line($"- {difference.Against}, {difference.Metric}: {difference.Difference:+0.000;-0.000;0} (p = {difference.P:0.000})");
        }

        Line($"\n# {run.Conversations.Count} conversations\n\nFirst those in which most went wrong, then some of the others.\n");
        foreach (var (i, conversation) in run.Conversations.Index())
        {
            Line($"## {i + 1}\n");
            text.Append(conversation).Append('\n');
        }

        return text.ToString();
    }
}
