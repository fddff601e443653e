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
        int[]? at = null;
        await foreach (var (line, fields, reason) in CsvReader.ReadAsync(input.Content, cancellationToken))
        {
            if (at is null)
            {
                at = [.. Columns.Select(c => fields?.ToList().IndexOf(c) ?? -1)];
                if (at.Min() >= 0)
                {
                    continue;
                }

                break;
            }

            var (key, mark, fault) = fields is null ? (default, default, reason) : Row(fields, at);
            marks[key] = fault is null ? mark : throw new EvaluationException($"{path}, line {line}: {fault}.");
        }

        return at?.Min() >= 0 ? marks : throw new EvaluationException($"{path} must begin with the line {string.Join(',', Columns)}.");
    }

    private static ((string User, string Item, double Time) Key, SplitMark Mark, string? Fault) Row(IReadOnlyList<string> fields, int[] at)
    {
        if (fields.Count <= at.Max())
        {
            return (default, default, "it lacks a field");
        }

        var (time, _, reason) = EventTime.Parse(fields[at[2]], DateTimeOffset.MaxValue.AddDays(-2));
        SplitMark? mark = fields[at[3]] switch
        {
            "train" => SplitMark.Train,
            "validation" or "valid" or "val" => SplitMark.Validation,
            "test" => SplitMark.Test,
            _ => null,
        };
        return ((fields[at[0]], fields[at[1]], time), mark ?? default, reason ?? (mark is null ? $"split '{fields[at[3]]}' is not train, validation or test" : null));
    }
}
