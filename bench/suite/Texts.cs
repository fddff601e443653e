using System.Text.Json;
using LlmRec.Catalog;
using LlmRec.Catalog.Items;

namespace LlmRec.Bench;

/// <summary>Texts to encode, from the demo catalogue.</summary>
internal static class Texts
{
    private const int Words = 60;

    public static IReadOnlyList<Item> Items { get; } =
        [.. File.ReadLines(Path.Combine(BenchRun.Root, "samples", "movies", "items.jsonl")).Select(line => JsonSerializer.Deserialize<Item>(line, CatalogJson.Options)!)];

    /// <summary>Titles.</summary>
    public static IReadOnlyList<string> Titles(int count) => Repeated(count, i => Items[i % Items.Count].Title);

    /// <summary>Texts of sixty words: plots, each followed by the next ones until it is long enough.</summary>
    public static IReadOnlyList<string> Long(int count) => Repeated(count, i => string.Join(' ', Enumerable.Range(i, 12)
        .SelectMany(j => (Items[j % Items.Count].Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Take(Words)));

    private static string[] Repeated(int count, Func<int, string> text) => [.. Enumerable.Range(0, count).Select(text)];
}
