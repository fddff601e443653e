using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmRec.Bench;

/// <summary>The figures: a table of each bench as soon as it is through, and all of them as JSON.</summary>
internal sealed class Report(bool isSmall)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, object>>> _benches = [];

    /// <summary>Adds a bench and prints its table: a column for each name, a row for each entry.</summary>
    public void Add(string bench, params IReadOnlyList<IReadOnlyDictionary<string, object>> rows)
    {
        _benches.Add(bench, rows);
        string[] columns = [.. rows.SelectMany(r => r.Keys).Distinct()];
        Console.WriteLine($"\n## {bench}\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => " --- |"))}");
        foreach (var row in rows)
        {
            Console.WriteLine($"| {string.Join(" | ", columns.Select(c => Shown(row.GetValueOrDefault(c))))} |");
        }
    }

    public async Task SaveAsync(string path)
    {
        var document = new
        {
            size = isSmall ? "small" : "full",
            processors = Environment.ProcessorCount,
            runtime = Environment.Version.ToString(),
            load = await LoadAsync(),
            benches = _benches,
        };
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(document, Json));
        Console.WriteLine($"\n{path}{(isSmall ? ": small, figures of this size mean little" : "")}");
    }

    private static string Shown(object? value) => value switch
    {
        null => "–",
        double d => d >= 100 ? d.ToString("n0", CultureInfo.InvariantCulture) : d.ToString("0.###", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>What else ran, where the system tells: a busy machine's figures are only worth their ratios.</summary>
    private static async Task<string?> LoadAsync() => File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Trim() : null;
}
