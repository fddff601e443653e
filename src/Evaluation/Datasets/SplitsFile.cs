using System.Globalization;
using System.Text;
using CsvHelper;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Interactions;

namespace LlmRec.Evaluation.Datasets;

/// <summary>Reads <c>splits.csv</c>: <c>user_id,item_id,timestamp,split</c>, where the split is <c>train</c>, <c>validation</c> or <c>test</c>.</summary>
internal static class SplitsFile
{
    private static readonly string[] Columns = ["user_id", "item_id", "timestamp", "split"];

    /// <summary>Reads the marks by event.</summary>
    /// <exception cref="EvaluationException">A line can't be read: half a split would be another one.</exception>
    public static async Task<IReadOnlyDictionary<(string User, string Item, double Time), SplitMark>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<(string, string, double), SplitMark>();
        await using var input = await InputFile.OpenAsync(path, cancellationToken);
        using var text = new StreamReader(input.Content, Encoding.UTF8);
        using var csv = new CsvParser(text, CultureInfo.InvariantCulture);
        int[] at = await csv.ReadAsync() ? [.. Columns.Select(c => Array.IndexOf(csv.Record!, c))] : [];
        if (at.Length == 0 || at.Any(i => i < 0))
        {
            throw new EvaluationException($"{path} must begin with the line {string.Join(',', Columns)}.");
        }

        while (await csv.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (time, _, reason) = csv.Count > at.Max() ? EventTime.Parse(csv[at[2]], DateTimeOffset.MaxValue.AddDays(-2)) : (0, default, "it lacks a field");
            SplitMark? mark = reason is not null ? null : csv[at[3]] switch
            {
                "train" => SplitMark.Train,
                "validation" or "valid" or "val" => SplitMark.Validation,
                "test" => SplitMark.Test,
                _ => null,
            };
            marks[(csv[at[0]], csv[at[1]], time)] = mark
                ?? throw new EvaluationException($"{path}, line {csv.RawRow}: {reason ?? $"split '{csv[at[3]]}' is not train, validation or test"}.");
        }

        return marks;
    }
}
