using LlmRec.Catalog.Items;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>What can be said of one catalogue: its titles and its facets, learned from the items, whatever they are.</summary>
internal sealed class CatalogueLexicon
{
    private const int LongestFacet = 5;

    private CatalogueLexicon(PhraseIndex<int> titles, PhraseIndex<Facet> facets, FuzzyTitles misspelt, HashSet<string> vocabulary, YearPhrases years, NumberPhrases numbers) =>
        (Titles, Facets, Misspelt, Vocabulary, Years, Numbers) = (titles, facets, misspelt, vocabulary, years, numbers);

    /// <summary>Titles in every form, each with the keys of its items, the most liked first.</summary>
    public PhraseIndex<int> Titles { get; }

    /// <summary>Facets by their values.</summary>
    public PhraseIndex<Facet> Facets { get; }

    /// <summary>Titles for those who misspell them.</summary>
    public FuzzyTitles Misspelt { get; }

    /// <summary>Terms that stand in titles and facets: what is among them is spelt right.</summary>
    public IReadOnlySet<string> Vocabulary { get; }

    /// <summary>Years, and what "recent" and "old" mean here.</summary>
    public YearPhrases Years { get; }

    /// <summary>Prices, lengths and the like, as far as the catalogue has them.</summary>
    public NumberPhrases Numbers { get; }

    /// <summary>Learns a catalogue.</summary>
    /// <param name="items">The items.</param>
    /// <param name="likes">How many people like an item: of two of one title the more liked one is meant.</param>
    public static CatalogueLexicon Of(IEnumerable<CatalogItem> items, Func<int, double> likes)
    {
        var (titles, facets, years, numbers) = (new PhraseIndex<int>(), new PhraseIndex<Facet>(), new List<int>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var item in items.OrderByDescending(i => likes(i.Key)).ThenBy(i => i.Key))
        {
            foreach (var form in TitleForms.Of(item))
            {
                titles.Add(form, item.Key);
            }

            if (item.Year is { } year)
            {
                years.Add(year);
            }

            numbers.UnionWith(item.Numbers.Keys);
            foreach (var facet in item.Facets.Where(f => f.Value.Any(char.IsLetter)))
            {
                string[] terms = [.. SearchTerms.OfText(facet.Value).Select(t => t.Term)];
                if (terms.Length <= LongestFacet)
                {
                    facets.Add(terms, facet);
                }
            }
        }

        return new(titles, facets, new(titles.Phrases), [.. titles.Phrases.Concat(facets.Phrases).SelectMany(p => p.Split(' '))], new([.. years.Order()]), new(numbers));
    }
}

/// <summary>The lexicon of the catalogue as it is now.</summary>
/// <param name="items">The catalogue.</param>
/// <param name="behaviour">Who likes what.</param>
internal sealed class CurrentLexicon(ItemTable items, BehaviourView behaviour)
{
    private readonly Lock _making = new();
    private volatile Known? _known;

    /// <summary>The lexicon; made anew after the catalogue changed.</summary>
    public CatalogueLexicon Get()
    {
        var version = items.Version;
        if (_known is { } known && known.Version == version)
        {
            return known.Lexicon;
        }

        lock (_making)
        {
            if (_known is not { } made || made.Version != version)
            {
                _known = made = new(version, CatalogueLexicon.Of(items.All(), key => behaviour.Popularity.EventsOf(key)));
            }

            return made.Lexicon;
        }
    }

    private sealed record Known(long Version, CatalogueLexicon Lexicon);
}
