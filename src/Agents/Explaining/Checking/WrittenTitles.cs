using LlmRec.Agents.Explaining.Checking.Words;
using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Explaining.Checking;

/// <summary>How a title may be written: with its year, with its article in front, or by the name at its beginning.</summary>
internal static class WrittenTitles
{
    private const int ShortestHead = 3;

    private static readonly string[] Cuts = [": ", ", ", " (", "; ", " | ", " – ", " — ", " - "];

    /// <summary>All ways to write it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="titles">All titles that the text may name: a beginning that two of them share names neither.</param>
    public static IEnumerable<string> Of(ItemFacts item, IReadOnlyList<string> titles)
    {
        yield return item.Name;
        yield return item.Title;
        var bare = item.Title;
        if (item.Year is { } year && bare.EndsWith($"({year})", StringComparison.Ordinal))
        {
            bare = bare[..bare.LastIndexOf('(')].TrimEnd();
            yield return bare;
        }

        // Catalogues sort by what follows the article: "Matrix, The".
        foreach (var article in new[] { "The", "A", "An" })
        {
            if (bare.EndsWith($", {article}", StringComparison.Ordinal))
            {
                yield return $"{article} {bare[..^(article.Length + 2)]}";
                yield return $"{article} {bare[..^(article.Length + 2)]} ({item.Year})";
            }
        }

        // "Bread Knife" for "Bergmann Bread Knife 21 cm": of things that are made, what stands before the measure.
        var words = bare.Split(' ');
        var measure = Array.FindIndex(words, w => w.Any(char.IsDigit));
        if (measure >= 2 && item.Facets.Any(f => f.Kind is "brand" or "maker" or "material" or "color" or "colour"))
        {
            var named = string.Join(' ', words[..measure]).TrimEnd(',');
            string[] forms = [named, .. item.Facets.Where(f => named.StartsWith(f.Value + " ", StringComparison.Ordinal)).Select(f => named[(f.Value.Length + 1)..])];
            foreach (var form in forms.Where(f => f.Contains(' ', StringComparison.Ordinal) && !item.Facets.Any(own => own.Value == f) && !titles.Any(t => t != item.Title && t.Contains(f, StringComparison.OrdinalIgnoreCase))))
            {
                yield return form;
            }
        }

        // "The Jigsaw" for "Bront 18V Jigsaw": without the maker in front.
        foreach (var maker in item.Facets.Select(f => f.Value).Where(v => bare.StartsWith(v + " ", StringComparison.Ordinal)))
        {
            var rest = bare[(maker.Length + 1)..];
            if (rest.Contains(' ', StringComparison.Ordinal) && char.IsUpper(rest[0]) && !titles.Any(t => t != item.Title && t.Contains(rest, StringComparison.OrdinalIgnoreCase)))
            {
                yield return rest;
            }
        }

        foreach (var head in Cuts.Select(c => bare.IndexOf(c, StringComparison.Ordinal)).Where(at => at >= ShortestHead).Select(at => bare[..at]))
        {
            if (!SmallWords.All.Contains(head.ToLowerInvariant()) && !item.Facets.Any(f => f.Value.Equals(head, StringComparison.OrdinalIgnoreCase)) && !titles.Any(t => t != item.Title && t.StartsWith(head, StringComparison.OrdinalIgnoreCase)))
            {
                yield return head;
            }
        }
    }
}
