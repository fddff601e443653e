using System.Text.RegularExpressions;
using LlmRec.Catalog.Items;

namespace LlmRec.Evaluation.Dialogues;

/// <summary>Finds titles that are written out with their year, as dialogue sets write them: "… like The Babadook (2014)".</summary>
internal sealed partial class NamedTitles
{
    private readonly Dictionary<string, int> _titles = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _longest;

    /// <param name="items">The catalogue; places are the numbers returned.</param>
    public NamedTitles(IReadOnlyList<Item> items)
    {
        foreach (var (number, item) in items.Index())
        {
            if (_titles.TryAdd(item.Title, number))
            {
                _longest = Math.Max(_longest, item.Title.Count(c => c == ' ') + 1);
            }
        }
    }

    /// <summary>The numbers of the items named in a text, in order.</summary>
    public IEnumerable<int> In(string text)
    {
        foreach (Match year in Year().Matches(text))
        {
            var end = year.Index + year.Length;
            // The longest title that ends in this year wins: "The Lord of the Rings: The Two Towers (2002)".
            var starts = Enumerable.Range(0, year.Index).Where(i => i == 0 || !char.IsLetterOrDigit(text[i - 1])).Reverse().Take(_longest).Reverse();
            foreach (var start in starts)
            {
                if (_titles.TryGetValue(text[start..end], out var number))
                {
                    yield return number;
                    break;
                }
            }
        }
    }

    [GeneratedRegex(@"\(\d{4}\)")]
    private static partial Regex Year();
}
