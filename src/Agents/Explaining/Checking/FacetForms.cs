using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>How a value of an attribute may be written in a sentence: singular, plural, as an adjective; of a person, the last name.</summary>
internal static class FacetForms
{
    private static readonly string[][] Same =
    [
        ["Romance", "romantic"],
        ["Animation", "animated"],
        ["Comedy", "comic", "comedic"],
        ["Drama", "dramatic"],
        ["Mystery", "mysterious"],
        ["Sci-Fi", "Science Fiction", "science-fiction", "sci fi"],
        ["Film-Noir", "Film Noir", "noir"],
        ["Children", "Children's", "for children"],
        ["History", "historical", "historic"],
        ["Historical Fiction", "historical"],
        ["Crime", "criminal"],
        ["Adventure", "adventurous"],
        ["Fantasy", "fantastical"],
        ["Music", "musical"],
        ["Biography", "biographical"],
        ["Poetry", "poem"],
        ["Sport", "Sports", "sporting"],
        ["Cookery", "cooking", "cookbook"],
        ["Documentary", "documentary"],
        ["War", "wartime"],
        ["Role-Playing", "role-play"],
        ["Cooperative", "co-operative", "co-op"],
        ["gray", "grey"],
        ["color", "colour"],
        ["aluminum", "aluminium"],
        ["USA", "United States", "America", "American"],
        ["UK", "United Kingdom", "Britain", "British"],
        ["Soviet Union", "USSR", "Soviet"],
        ["England", "English"],
        ["France", "French"],
        ["Germany", "German"],
        ["Italy", "Italian"],
        ["Japan", "Japanese"],
        ["Spain", "Spanish"],
        ["Mexico", "Mexican"],
        ["India", "Indian"],
        ["China", "Chinese"],
        ["Australia", "Australian"],
        ["Canada", "Canadian"],
        ["Sweden", "Swedish"],
        ["Denmark", "Danish"],
        ["Norway", "Norwegian"],
        ["South Korea", "Korea", "Korean", "South Korean"],
        ["Ireland", "Irish"],
        ["Brazil", "Brazilian"],
        ["Russia", "Russian"],
        ["Poland", "Polish"],
        ["Iran", "Iranian"],
        ["Argentina", "Argentine", "Argentinian"],
        ["Austria", "Austrian"],
        ["New Zealand", "New Zealander"],
        ["Scotland", "Scottish"],
        ["Wales", "Welsh"],
        ["Portugal", "Portuguese"],
        ["Belgium", "Belgian"],
        ["Switzerland", "Swiss"],
        ["Greece", "Greek"],
        ["Turkey", "Turkish"],
        ["Morocco", "Moroccan"],
        ["Finland", "Finnish"],
        ["Netherlands", "Dutch"],
        ["Hungary", "Hungarian"],
        ["Taiwan", "Taiwanese"],
    ];

    /// <summary>All ways to write it, itself first.</summary>
    public static IEnumerable<string> Of(Facet facet)
    {
        var value = facet.Value;
        if (FacetKinds.IsPerson(facet.Kind))
        {
            return value.LastIndexOf(' ') is > 0 and var space && value.Length - space > 3 && !SmallWords.All.Contains(value[(space + 1)..].ToLowerInvariant()) ? [value, value[(space + 1)..]] : [value];
        }

        string[] others = [.. Same.Where(s => s.Contains(value, StringComparer.OrdinalIgnoreCase)).SelectMany(s => s)];
        string[] forms = [value, .. value.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? new[] { value[4..] } : [], .. facet.Kind == Facet.Category ? WithoutNoun(value) : [], .. others, .. value.Contains(' ', StringComparison.Ordinal) ? new[] { value.Replace(' ', '-') } : [], .. value.Contains('-', StringComparison.Ordinal) ? new[] { value.Replace('-', ' ') } : []];
        // "2000s" is no plural.
        if (value.Any(char.IsDigit))
        {
            return forms;
        }

        return forms.Concat(forms.Select(Inflection.Plural)).Concat(forms.Select(Inflection.Singular)).Concat(facet.Kind == Facet.Category ? Halves(value) : []).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(form => form == value || !SmallWords.All.Contains(form.ToLowerInvariant()));
    }

    /// <summary>"Puzzle" of "Puzzle Games", "the red" of "Red Wines".</summary>
    private static IEnumerable<string> WithoutNoun(string value) =>
        value.LastIndexOf(' ') is > 2 and var space && value[(space + 1)..].ToLowerInvariant() is "games" or "game" or "films" or "movies" or "books" or "wines" or "music" ? [value[..space]] : [];

    /// <summary>"Children &amp; Family" and "Action/Adventure" are two.</summary>
    private static IEnumerable<string> Halves(string value) =>
        value.Split([" & ", "/", " and ", ", "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } halves
            ? halves.SelectMany(h => new[] { h, Inflection.Singular(h), Inflection.Plural(h) })
            : [];
}
