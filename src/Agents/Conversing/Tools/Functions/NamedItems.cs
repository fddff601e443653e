using System.Globalization;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>Which items a model, or a person, names.</summary>
/// <param name="items">The catalogue.</param>
/// <param name="lexicon">Its titles.</param>
/// <param name="reader">Reads messages.</param>
internal sealed class NamedItems(ItemTable items, CurrentLexicon lexicon, MessageReader reader)
{
    /// <summary>The item of an id, or of a title.</summary>
    /// <exception cref="FunctionRefusal">There is none.</exception>
    public CatalogItem Get(string idOrTitle) =>
        Find(idOrTitle) ?? throw new FunctionRefusal("No item has this id or title. Use ids as functions returned them, or search for the title first.");

    /// <summary>The item of an id, or of a title with or without its year; null when there is none.</summary>
    public CatalogItem? Find(string idOrTitle)
    {
        var text = idOrTitle.Trim();
        return items.Find(text) ?? OfTitle(text);
    }

    /// <summary>The items that a message names.</summary>
    public IEnumerable<CatalogItem> In(string message) => reader.Read(message, lexicon.Get()).OfType<ItemAct>().Select(a => items[a.Items[0]]).OfType<CatalogItem>();

    /// <summary>Whether a person's messages name an item.</summary>
    public bool IsNamed(CatalogItem item, IEnumerable<string> messages) => messages.Any(message =>
    {
        string[] said = [.. SearchTerms.OfText(message).Select(t => t.Term)];
        return TitleForms.Of(item).Any(form => form.Any(SearchTerms.IsTelling) && Holds(said, form))
            // Misspelt.
            || reader.Read(message, lexicon.Get()).OfType<ItemAct>().Any(a => a.Items.Contains(item.Key));
    });

    private CatalogItem? OfTitle(string text)
    {
        string[] terms = [.. SearchTerms.OfText(text).Select(t => t.Term)];
        var whole = Of(terms, text);
        if (whole.Count > 0 || terms.Length < 2 || !int.TryParse(terms[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return whole.FirstOrDefault();
        }

        return Of(terms[..^1], text).Find(i => i.Year == year);
    }

    /// <summary>"Alien" and "Aliens" are searched by one term: first those whose title is written so.</summary>
    private List<CatalogItem> Of(string[] terms, string text) =>
        [.. lexicon.Get().Titles[string.Join(' ', terms)].Select(key => items[key]).OfType<CatalogItem>().OrderBy(i => text.StartsWith(TitleForms.WithoutYear(i), StringComparison.OrdinalIgnoreCase) ? 0 : 1)];

    private static bool Holds(string[] terms, IReadOnlyList<string> phrase) =>
        Enumerable.Range(0, Math.Max(0, terms.Length - phrase.Count + 1)).Any(at => terms.AsSpan(at, phrase.Count).SequenceEqual([.. phrase]));
}
