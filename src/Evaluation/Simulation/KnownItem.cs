using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmRec.Evaluation.Simulation;

/// <summary>
/// An item as a person knows it who has it in mind. Read from the item's own line by code of its own: what the service
/// makes of the same line must not decide what people say.
/// </summary>
internal sealed partial class KnownItem
{
    private const int LongestValue = 40;
    private const int MostOfAName = 6;
    private const int LeastOfAName = 3;
    private const int TextRead = 400;

    private KnownItem(string id, string title, string? text, int? year, IReadOnlyList<KnownFact> facts, bool isDescribed)
    {
        (Id, Title, Year, Facts, IsDescribed) = (id, title, year, facts, isDescribed);
        var words = WordPattern().Matches(title).Select(m => m.Value.ToLowerInvariant()).ToList();
        Parts = IsDescribed ? [.. PartPattern().Split(title).Select(p => (IReadOnlyList<string>)[.. WordPattern().Matches(p).Select(m => m.Value.ToLowerInvariant())])] : [];
        Name = IsDescribed ? BeginningOf(title) : NameOf(title);
        // A name is not said of what one can't name; a description is what one knows of it.
        Told = [.. NounHeads.Of(text is { Length: > TextRead } ? text[..TextRead] : text ?? "").Where(w => IsDescribed || !words.Contains(w))];
        Stems = WordPattern().Matches($"{title} {text} {string.Join(' ', facts.Select(f => f.Value))}").Select(m => StemOf(m.Value)).ToHashSet(StringComparer.Ordinal);
    }

    public string Id { get; }

    public string Title { get; }

    /// <summary>The title as people say it: without the year, the article in front; of one that describes it the beginning.</summary>
    public string Name { get; }

    /// <summary>Whether the title describes the item rather than names it.</summary>
    public bool IsDescribed { get; }

    public int? Year { get; }

    /// <summary>What can be said of it.</summary>
    public IReadOnlyList<KnownFact> Facts { get; }

    /// <summary>The words of a title that describes it, in lower case, part by part; empty for a name.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Parts { get; }

    /// <summary>What its text speaks of, in order, in lower case: nouns.</summary>
    public IReadOnlyList<string> Told { get; }

    /// <summary>All its words without plural endings.</summary>
    public IReadOnlySet<string> Stems { get; }

    /// <summary>A word without its plural ending, in lower case.</summary>
    public static string StemOf(string word)
    {
        word = word.ToLowerInvariant();
        return word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;
    }

    /// <summary>How many words a title has.</summary>
    public static int WordsOf(string title) => WordPattern().Count(title);

    /// <summary>Reads an item's line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isDescribed">Whether titles of this catalogue describe items rather than name them.</param>
    /// <returns>The item; null when the line is none.</returns>
    public static KnownItem? Read(JsonElement line, bool isDescribed = false)
    {
        if (line.ValueKind != JsonValueKind.Object || Text(line, "id") is not { } id || Text(line, "title") is not { Length: > 0 } title)
        {
            return null;
        }

        var facts = new List<KnownFact>();
        if (line.TryGetProperty("categories", out var categories))
        {
            facts.AddRange(Values(categories).Select(v => new KnownFact(KnownFact.Category, v)));
        }

        int? year = null;
        foreach (var attribute in line.TryGetProperty("attributes", out var all) && all.ValueKind == JsonValueKind.Object ? [.. all.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            if (attribute.Name == "year")
            {
                year = int.TryParse(attribute.Value.ToString(), out var number) ? number : null;
            }
            else if (!attribute.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase))
            {
                facts.AddRange(Values(attribute.Value).Select(v => new KnownFact(attribute.Name, v)));
            }
        }

        return new(id, title, Text(line, "text"), year, [.. facts.Where(f => f.Value.Length <= LongestValue && char.IsLetterOrDigit(f.Value[0]) && f.Value.Any(char.IsLetter)).Distinct()], isDescribed);
    }

    /// <summary>Whether it has a value, of whatever kind.</summary>
    public bool Has(string value) => Facts.Any(f => f.Value.Equals(value, StringComparison.OrdinalIgnoreCase));

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!).Where(v => v.Length > 0),
        JsonValueKind.String when value.GetString() is { Length: > 0 } one => [one],
        _ => [],
    };

    /// <summary>A title that describes is called by its first part, and when that is long too by the words it begins with.</summary>
    private static string BeginningOf(string title)
    {
        string[] words = PartPattern().Split(title)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        words = words.Length is >= 2 and <= MostOfAName ? words : [.. title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(LeastOfAName)];
        return string.Join(' ', words.Reverse().SkipWhile(w => w is "and" or "&" or "the" or "a" or "-").Reverse()).TrimEnd(',', '-', '(');
    }

    /// <summary>"Descent, The (2005)" is called "The Descent".</summary>
    private static string NameOf(string title)
    {
        var bracket = title.IndexOf(" (", StringComparison.Ordinal);
        var name = bracket > 0 ? title[..bracket] : title;
        var comma = name.LastIndexOf(", ", StringComparison.Ordinal);
        return comma > 0 && name[(comma + 2)..] is "The" or "A" or "An" ? $"{name[(comma + 2)..]} {name[..comma]}" : name;
    }

    [GeneratedRegex(@"\p{L}[\p{L}\p{N}'-]*[\p{L}\p{N}]")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"[,()/:;&]| - | with | for | to | in | of ", RegexOptions.IgnoreCase)]
    private static partial Regex PartPattern();
}
