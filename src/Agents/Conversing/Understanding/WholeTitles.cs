using System.Globalization;
using System.Text.RegularExpressions;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Finds items by a title that stands alone, with its year in brackets or without.</summary>
internal static partial class WholeTitles
{
    /// <summary>The items whose title that may be, in one of its forms, the most liked first; where it names a year, only those of that year.</summary>
    public static IReadOnlyList<CatalogItem> Alike(string title, CatalogueLexicon known, ItemTable items)
    {
        IEnumerable<CatalogItem> Of(string form) => known.Titles[string.Join(' ', SearchTerms.OfText(form).Select(t => t.Term))].Select(key => items[key]).OfType<CatalogItem>();
        var behind = YearBehind().Match(title);
        if (!behind.Success)
        {
            return [.. Of(title)];
        }

        var year = int.Parse(behind.Groups[1].Value, CultureInfo.InvariantCulture);
        return [.. Of(title[..behind.Index]).Concat(Of(title)).Where(i => i.Year == year || i.Title == title).DistinctBy(i => i.Key)];
    }

    [GeneratedRegex(@" \((\d{1,4})\)$")]
    private static partial Regex YearBehind();
}
