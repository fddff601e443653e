using System.Text.RegularExpressions;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Recommending.Items;

namespace LlmRec.Agents.Completing;

/// <summary>
/// How items are named in a list, and which items a list names: <c>1. **Title (Year)** — why</c>, with the id in brackets
/// behind the title where the title alone names another item, or none. What is written here is read here.
/// </summary>
/// <param name="items">The catalogue.</param>
internal sealed partial class ListedTitles(ItemTable items)
{
    private const int MostItems = 200;
    private const int LongestLine = 10_000;

    /// <summary>The item's name in a list, as Markdown.</summary>
    public string NameOf(string id, string title, CatalogueLexicon known)
    {
        var name = $"**{MarkdownText.Escape(title)}**";
        return ItemOf(name, known)?.Id == id ? name : $"{name} ({MarkdownText.Escape(id, brackets: true)})";
    }

    /// <summary>Ids of the items that a text lists, as they stand in it; empty when it lists none.</summary>
    public IReadOnlyList<string> In(string text, CatalogueLexicon known)
    {
        var ids = new List<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            // Most lines are none of a list: seen without a copy.
            if (ids.Count < MostItems && line.Length <= LongestLine && Entry().IsMatch(line) && ItemOf(line[line.IndexOf('*')..].ToString(), known) is { } item && !ids.Contains(item.Id))
            {
                ids.Add(item.Id);
            }
        }

        return ids;
    }

    private CatalogItem? ItemOf(string name, CatalogueLexicon known)
    {
        var match = Name().Match(name);
        if (!match.Success)
        {
            return null;
        }

        var title = MarkdownText.Unescape(match.Groups["title"].Value);
        if (match.Groups["id"] is not { Success: true } behind)
        {
            return Titled(title, known);
        }

        var id = MarkdownText.Unescape(behind.Value);
        // Others write the year behind the name: "**Alien** (1979)".
        return items.Find(id) is { } named && MarkdownText.Escape(named.DisplayTitle) == match.Groups["title"].Value ? named : Titled($"{title} ({id})", known) ?? Titled(title, known);
    }

    /// <summary>The item of a title, with its year or without; of several, the most liked.</summary>
    private CatalogItem? Titled(string title, CatalogueLexicon known)
    {
        var alike = WholeTitles.Alike(title, known, items);
        return alike.FirstOrDefault(i => i.DisplayTitle == title) ?? alike.FirstOrDefault(i => i.Title == title);
    }

    [GeneratedRegex(@"^ {0,3}\d{1,3}[.)] +\*\*")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\*\*(?<title>(?:\\.|[^\\*])+)\*\*(?: \((?<id>(?:\\.|[^\\()])+)\))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
