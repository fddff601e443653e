using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>The ways in which people write a title.</summary>
internal static class TitleForms
{
    // "Episode IV": what stands for a number in one catalogue is written out by its users, and the other way round.
    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["ii"] = "2",
        ["iii"] = "3",
        ["iv"] = "4",
        ["vi"] = "6",
        ["vii"] = "7",
        ["viii"] = "8",
        ["ix"] = "9",
        ["two"] = "2",
        ["three"] = "3",
        ["four"] = "4",
        ["five"] = "5",
        ["six"] = "6",
        ["seven"] = "7",
        ["eight"] = "8",
        ["nine"] = "9",
    };

    private static readonly string[] Articles = ["the", "a", "an"];

    /// <summary>Terms of every form of a title, the full one first.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(CatalogItem item)
    {
        var title = WithoutYear(item);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var form in Written(title))
        {
            string[] terms = [.. SearchTerms.OfText(form).Select(t => t.Term)];
            foreach (var variant in new[] { terms, WithoutArticle(terms), WithDigits(terms), WithDigits(WithoutArticle(terms)) })
            {
                if (variant.Length > 0 && seen.Add(string.Join(' ', variant)))
                {
                    yield return variant;
                }
            }
        }
    }

    /// <summary>A title without the year that stands at its end.</summary>
    public static string WithoutYear(CatalogItem item) =>
        item.Year is { } year && item.Title.EndsWith($"({year})", StringComparison.Ordinal) ? item.Title[..^$"({year})".Length].TrimEnd() : item.Title;

    /// <summary>Forms of a title as they are written, the full one first.</summary>
    public static IEnumerable<string> Written(string title)
    {
        yield return title;
        // Catalogues sort by what follows the article: "Matrix, The". Further names stand in brackets.
        var bare = title.IndexOf(" (", StringComparison.Ordinal) is > 0 and var bracket ? title[..bracket].TrimEnd() : title;
        foreach (var article in Articles)
        {
            if (bare.EndsWith($", {article}", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"{article} {bare[..^(article.Length + 2)]}";
            }
        }

        if (bare.Length < title.Length)
        {
            yield return bare;
        }

        // Nobody says a product's whole title, but what stands before the first comma; of a subtitle, every part is said.
        var name = bare.Split(", ", 2)[0];
        string[] parts = name.Split([": ", " - "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts.Prepend(name).Where(p => p.Length < bare.Length))
        {
            if (part.Contains(' ') && part.Any(char.IsLetter) && !IsNoName(part))
            {
                yield return part;
            }
        }
    }

    /// <summary>"The Movie" behind a colon names nothing.</summary>
    private static bool IsNoName(string part) => SearchTerms.OfText(part).Select(t => t.Term).ToList() is [var article, var noun] && Articles.Contains(article) && Cues.Talk.Contains(noun);

    private static string[] WithoutArticle(string[] terms) => terms.Length > 1 && Articles.Contains(terms[0]) ? terms[1..] : terms;

    private static string[] WithDigits(string[] terms) => terms.Length > 1 ? [terms[0], .. terms[1..].Select(t => Numbers.GetValueOrDefault(t, t))] : terms;
}
