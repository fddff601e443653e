using System.Collections.Frozen;
using System.Text.Json;
using LlmRec.Catalog.Import;
using LlmRec.Evaluation.Datasets;

namespace LlmRec.Evaluation.Simulation;

/// <summary>The items of a data folder as people know them.</summary>
internal sealed class KnownCatalogue
{
    private const int ShortestWord = 4;
    private const int WordsOfADescription = 7;
    private const double CommonOfTexts = 0.02;
    private const double CommonOfDescriptions = 0.15;
    private const int MostThemes = 10;

    private static readonly FrozenSet<string> Measures = "inch inches pack packs count piece pieces size sizes color colors each with".Split(' ').ToFrozenSet();

    private readonly Dictionary<string, KnownItem> _items;
    private readonly Dictionary<string, int> _stems;
    private readonly int[] _years;

    public KnownCatalogue(IEnumerable<KnownItem> items)
    {
        _items = items.DistinctBy(i => i.Id).ToDictionary(i => i.Id, StringComparer.Ordinal);
        _stems = _items.Values.SelectMany(i => i.Stems).CountBy(s => s).ToDictionary(StringComparer.Ordinal);
        _years = [.. _items.Values.Select(i => i.Year).OfType<int>().Order()];
        var kinds = _items.Values.SelectMany(i => i.Facts).ToLookup(f => f.Role, f => f.Kind.ToLowerInvariant());
        IsWatched = kinds[FactRole.With].Any() || kinds[FactRole.By].Any(k => k.StartsWith("director", StringComparison.Ordinal));
        IsRead = !IsWatched && kinds[FactRole.By].Any(k => k.StartsWith("author", StringComparison.Ordinal));
    }

    /// <summary>The items in the order of their ids.</summary>
    public IEnumerable<KnownItem> Items => _items.Values.OrderBy(i => i.Id, StringComparer.Ordinal);

    public int Count => _items.Count;

    /// <summary>Whether the items are films.</summary>
    public bool IsWatched { get; }

    /// <summary>Whether the items are books.</summary>
    public bool IsRead { get; }

    public KnownItem? this[string id] => _items.GetValueOrDefault(id);

    /// <summary>Reads a folder's <c>items.jsonl</c>.</summary>
    /// <exception cref="EvaluationException">It is missing, or a line is no item.</exception>
    public static async Task<KnownCatalogue> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = DataFolder.Find(folder, "items.jsonl");
        var (lines, items) = (new List<string>(), new List<KnownItem>());
        await using var input = await InputFile.OpenAsync(path, cancellationToken);
        await DataFolder.Intact(path, async () =>
        {
            using var reader = new StreamReader(input.Content);
            for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
            {
                if (text.Length > 0)
                {
                    lines.Add(text);
                    items.Add(Parsed(text, false) ?? throw new EvaluationException($"{path}, line {line}: it is no item with an id and a title."));
                }
            }
        });
        // Half of the titles are long: here they say what a thing is.
        var isDescribed = items.Count > 0 && items.Count(i => KnownItem.WordsOf(i.Title) >= WordsOfADescription) * 2 >= items.Count;
        return new(isDescribed ? lines.Select(l => Parsed(l, true)!) : items);
    }

    /// <summary>
    /// What an item is about, as one would say it: nouns of its text that some items share and most don't; before them, of a
    /// title that describes it, such words in pairs where they stand together.
    /// </summary>
    public IReadOnlyList<string> ThemesOf(KnownItem item)
    {
        bool Tells(string word) => word.Length >= ShortestWord && word.All(c => char.IsLetter(c) || c == '-') && !Measures.Contains(word)
            && _stems.GetValueOrDefault(KnownItem.StemOf(word)) is > 1 and var count && count <= Math.Max(8, _items.Count * (item.IsDescribed ? CommonOfDescriptions : CommonOfTexts))
            && !item.Facts.Any(f => f.Value.Contains(word, StringComparison.OrdinalIgnoreCase));
        var themes = new List<string>();
        foreach (var part in item.Parts)
        {
            for (var i = 0; i < part.Count; i++)
            {
                if (Tells(part[i]))
                {
                    themes.Add(i + 1 < part.Count && Tells(part[i + 1]) && part[i] != part[i + 1] ? $"{part[i]} {part[++i]}" : part[i]);
                }
            }
        }

        return [.. themes.Concat(item.Told.Where(Tells)).Distinct().Take(MostThemes)];
    }

    /// <summary>The newest item's year; null where no item has one.</summary>
    public int? Newest => _years is [.., var last] ? last : null;

    /// <summary>Where a year stands among all: 0 for the oldest item, 1 for the newest; 0.5 for none.</summary>
    public double AgeOf(int? year) => year is { } y && _years.Length > 0 ? _years.Count(x => x < y) / (double)_years.Length : 0.5;

    /// <summary>How much of what can be said of two items is the same, from 0 to 1.</summary>
    public static double Overlap(KnownItem a, KnownItem b) =>
        a.Facts.Count + b.Facts.Count == 0 ? 0 : 2.0 * a.Facts.Intersect(b.Facts).Count() / (a.Facts.Count + b.Facts.Count);

    private static KnownItem? Parsed(string text, bool isDescribed)
    {
        try
        {
            using var line = JsonDocument.Parse(text);
            return KnownItem.Read(line.RootElement, isDescribed);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
