using LlmRec.Catalog.Items;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>What can be said of one catalogue: its titles and its facets, learned from the items, whatever they are.</summary>
internal sealed class CatalogueLexicon
{
    private const int LongestFacet = 5;
    private const int LongestBeginning = 6;
    private const int MostOfABeginning = 3;

    private CatalogueLexicon(PhraseIndex<int> titles, PhraseIndex<int> beginnings, PhraseIndex<Facet> facets, IReadOnlyCollection<CatalogItem> items)
    {
        (Titles, Beginnings, Facets) = (titles, beginnings, facets);
        Kinds = [.. facets.Phrases.Where(p => !p.Contains(' ', StringComparison.Ordinal) && facets[p].Any(f => f.Kind == Facet.Category))];
        Vocabulary = titles.Phrases.Concat(facets.Phrases).SelectMany(p => p.Split(' ')).ToHashSet();
        Misspelt = new(titles.Phrases);
        Abbreviations = new(facets, Vocabulary);
        Surnames = Surnames.Of(items, facets, titles);
        Ordinary = OrdinaryWords.Of(items);
        Years = new([.. items.Select(i => i.Year).OfType<int>().Order()]);
        Numbers = new(items.SelectMany(i => i.Numbers.Keys).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Titles in every form, each with the keys of its items, the most liked first.</summary>
    public PhraseIndex<int> Titles { get; }

    /// <summary>The first words of titles, two at least, each with the items that are liked most.</summary>
    public PhraseIndex<int> Beginnings { get; }

    /// <summary>Facets by their values.</summary>
    public PhraseIndex<Facet> Facets { get; }

    /// <summary>Titles for those who misspell them.</summary>
    public FuzzyTitles Misspelt { get; }

    /// <summary>Terms that stand in titles and facets: what is among them is spelt right.</summary>
    public IReadOnlySet<string> Vocabulary { get; }

    /// <summary>Kinds of items of one word.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>Kinds of items, abbreviated.</summary>
    public Abbreviations Abbreviations { get; }

    /// <summary>People by their surnames.</summary>
    public Surnames Surnames { get; }

    /// <summary>Names that are ordinary words, too: as a term, a name only where it is written as one.</summary>
    public IReadOnlySet<string> Ordinary { get; }

    /// <summary>Years, and what "recent" and "old" mean here.</summary>
    public YearPhrases Years { get; }

    /// <summary>Prices, lengths and the like, as far as the catalogue has them.</summary>
    public NumberPhrases Numbers { get; }

    /// <summary>Learns a catalogue.</summary>
    /// <param name="items">The items.</param>
    /// <param name="likes">How many people like an item: of two of one title the more liked one is meant.</param>
    public static CatalogueLexicon Of(IReadOnlyCollection<CatalogItem> items, Func<int, double> likes)
    {
        var (titles, beginnings, facets) = (new PhraseIndex<int>(), new PhraseIndex<int>(), new PhraseIndex<Facet>());
        foreach (var item in items.OrderByDescending(i => likes(i.Key)).ThenBy(i => i.Key))
        {
            foreach (var form in TitleForms.Of(item))
            {
                titles.Add(form, item.Key);
            }

            string[] whole = [.. SearchTerms.OfText(TitleForms.WithoutYear(item)).Select(t => t.Term).Take(LongestBeginning)];
            for (var length = 2; length <= whole.Length; length++)
            {
                beginnings.Add(whole[..length], item.Key, MostOfABeginning);
            }
        }

        // Of several spellings the commonest comes first.
        foreach (var (facet, _) in items.SelectMany(i => i.Facets).Where(f => f.Value.Any(char.IsLetter)).CountBy(f => f).OrderByDescending(f => f.Value).ThenBy(f => f.Key.Kind, StringComparer.Ordinal).ThenBy(f => f.Key.Value, StringComparer.Ordinal))
        {
            string[] terms = [.. SearchTerms.OfText(facet.Value).Select(t => t.Term)];
            if (terms.Length <= LongestFacet)
            {
                facets.Add(terms, facet);
            }
        }

        return new(titles, beginnings, facets, items);
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
                _known = made = new(version, CatalogueLexicon.Of([.. items.All()], key => behaviour.Popularity.EventsOf(key)));
            }

            return made.Lexicon;
        }
    }

    private sealed record Known(long Version, CatalogueLexicon Lexicon);
}
