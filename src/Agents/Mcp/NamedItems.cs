using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Recommending;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Mcp;

/// <summary>Finds the items that an agent names: by id, or by title, with the year or without.</summary>
/// <param name="projections">What is in memory.</param>
/// <param name="items">The catalogue.</param>
/// <param name="lexicon">Its titles.</param>
/// <param name="recommender">Finds what may have been meant.</param>
internal sealed class NamedItems(Projections projections, ItemTable items, CurrentLexicon lexicon, Recommender recommender)
{
    private const int Suggestions = 3;
    private const int MostNames = 100;
    private const int LongestName = 2_000;

    /// <summary>The items.</summary>
    /// <exception cref="ToolInputException">One is not there, or a title is of several; the message says what there is.</exception>
    public async Task<IReadOnlyList<CatalogItem>> FindAsync(IReadOnlyList<string>? names, string argument, CancellationToken cancellationToken)
    {
        if (names is not { Count: > 0 })
        {
            return [];
        }

        if (names.Count > MostNames)
        {
            throw new ToolInputException($"{argument} names {names.Count:n0} items; at most {MostNames} are taken.");
        }

        var found = new List<CatalogItem>(names.Count);
        foreach (var name in names)
        {
            found.Add(await FindAsync(name, argument, cancellationToken));
        }

        return [.. found.DistinctBy(i => i.Key)];
    }

    /// <summary>The item.</summary>
    /// <inheritdoc cref="FindAsync(IReadOnlyList{string}, string, CancellationToken)"/>
    public async Task<CatalogItem> FindAsync(string? name, string argument, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            throw new ToolInputException($"{argument} must name an item, by its id or its title, in at most {LongestName:n0} characters.");
        }

        await projections.FollowAsync(cancellationToken);
        if (items.Find(name) is { } item)
        {
            return item;
        }

        var titled = Titled(name);
        return titled.Count == 1 ? titled[0]
            : titled.Count > 1 ? throw new ToolInputException($"{titled.Count} items are called '{name}'; say which by its id: {Listed(titled)}.")
            : throw new ToolInputException($"There is no item '{name}'. {await NearAsync(name, cancellationToken)}");
    }

    private IReadOnlyList<CatalogItem> Titled(string name)
    {
        var alike = WholeTitles.Alike(name, lexicon.Get(), items);
        CatalogItem[] exact = [.. alike.Where(i => i.DisplayTitle.Equals(name, StringComparison.OrdinalIgnoreCase) || i.Title.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return exact.Length > 0 ? exact : alike;
    }

    /// <summary>What may have been meant: a title that was misspelt, else what is found by the name.</summary>
    private async Task<string> NearAsync(string name, CancellationToken cancellationToken)
    {
        var known = lexicon.Get();
        IReadOnlyList<int> spelt = known.Misspelt.Nearest(string.Join(' ', SearchTerms.OfText(name).Select(t => t.Term))) is { } right ? known.Titles[right.Phrase] : [];
        var near = spelt.Select(key => items[key]).OfType<CatalogItem>().ToList();
        if (near.Count == 0)
        {
            near = [.. (await recommender.SearchAsync(name, ItemFilter.None, Suggestions, cancellationToken)).Items.Select(i => items.Find(i.Id)).OfType<CatalogItem>()];
        }

        return near.Count > 0 ? $"Near to that are {Listed(near)}; search finds more." : "search finds what there is.";
    }

    private static string Listed(IEnumerable<CatalogItem> found) => string.Join(", ", found.Take(Suggestions).Select(i => $"{i.Id} ({i.DisplayTitle})"));
}
