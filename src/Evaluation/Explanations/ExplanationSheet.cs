using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmRec.Agents.Explaining;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Explanations;

/// <summary>A sheet to read: evidence beside text, what was rejected most first, so that the worst is not overlooked.</summary>
public static class ExplanationSheet
{
    private const int Most = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes <c>explanations.json</c> and <c>explanations.md</c> into a folder, which is made when needed.</summary>
    /// <exception cref="EvaluationException">The folder can't be written to.</exception>
    public static async Task WriteAsync(ExplanationRun run, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "explanations.json"), JsonSerializer.Serialize(run.Result, Indented), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "explanations.md"), Markdown(run), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"The sheet can't be written to {Path.GetFullPath(folder)}: {e.Message}");
        }
    }

    private static string Markdown(ExplanationRun run)
    {
        var text = new StringBuilder($"# Explanations of {run.Dataset}\n\nModel: {run.Result.Model ?? "none (templates)"}, seed {run.Seed}. {Math.Min(Most, run.Explanations.Count)} of {run.Explanations.Count}.\n");
        // What must not be served comes first, whole; the rest is spread over all lists, the worst of it first.
        var (faulty, sound) = (run.Explanations.Where(e => !e.Check.Passed).Take(Most).ToList(), run.Explanations.Where(e => e.Check.Passed).ToList());
        var step = Math.Max(1, sound.Count / (Most - faulty.Count + 1));
        foreach (var e in faulty.Concat(sound.Where((_, i) => i % step == 0).OrderByDescending(e => e.Attempts.Count(a => a.Faults.Count > 0))).Take(Most))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{e.Title}** · {e.Source}\n\n> {e.Text}\n\n`{JsonSerializer.Serialize(e.Evidence, Json)}`\n");
            foreach (var fault in FaithfulnessCheck.Check(e.Text, e.Evidence).Faults)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n- NOT FAITHFUL: {fault}\n");
            }

            foreach (var attempt in e.Attempts.Where(a => a.Faults.Count > 0))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n- rejected: {attempt.Text ?? "(nothing)"} — {string.Join(' ', attempt.Faults)}\n");
            }
        }

        return text.ToString();
    }
}

/// <summary>Explanations, and what they are worth.</summary>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Seed">Where the requests came from.</param>
/// <param name="Result">The measures.</param>
/// <param name="Explanations">All of them.</param>
public sealed record ExplanationRun(string Dataset, int Seed, ExplanationResult Result, IReadOnlyList<Explanation> Explanations);
