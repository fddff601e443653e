using LlmRec.Catalog.Items;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>What can be said of one catalogue: its titles and its facets, learned from the items, whatever they are.</summary>
internal sealed class CatalogueLexicon
{
    private const int LongestFacet = 5;
    private const int ShortestSurname = 4;

    private const int ShortestAbbreviation = 3;
    private const int ShortestMisspelt = 6;

    private const int LongestBeginning = 6;
    private const int OrdinaryFrom = 3;

    private readonly HashSet<string> _ambiguous;
    private readonly Dictionary<string, Facet> _surnames;
    private readonly (string First, string Second, string Phrase)[] _pairs;

    private CatalogueLexicon(PhraseIndex<int> titles, PhraseIndex<int> beginnings, PhraseIndex<Facet> facets, HashSet<string> ambiguous, Dictionary<string, Facet> surnames, FuzzyTitles misspelt, YearPhrases years, NumberPhrases numbers)
    {
        (Beginnings, _ambiguous) = (beginnings, ambiguous);
        (Titles, Facets, _surnames, Misspelt, Years, Numbers) = (titles, facets, surnames, misspelt, years, numbers);
        _pairs = [.. facets.Phrases.Order(StringComparer.Ordinal).Select(p => (Words: p.Split(' '), p)).Where(p => p.Words.Length == 2 && facets[p.p].Any(f => f.Kind == Facet.Category)).Select(p => (p.Words[0], p.Words[1], p.p))];
        Kinds = [.. facets.Phrases.Where(p => !p.Contains(' ', StringComparison.Ordinal) && facets[p].Any(f => f.Kind == Facet.Category))];
        Vocabulary = titles.Phrases.Concat(facets.Phrases).SelectMany(p => p.Split(' ')).ToHashSet();
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

    /// <summary>Years, and what "recent" and "old" mean here.</summary>
    public YearPhrases Years { get; }

    /// <summary>Prices, lengths and the like, as far as the catalogue has them.</summary>
    public NumberPhrases Numbers { get; }

    /// <summary>Learns a catalogue.</summary>
    /// <param name="items">The items.</param>
    /// <param name="likes">How many people like an item: of two of one title the more liked one is meant.</param>
    public static CatalogueLexicon Of(IReadOnlyCollection<CatalogItem> items, Func<int, double> likes)
    {
        var beginnings = new PhraseIndex<int>();
        var (titles, facets, years, numbers) = (new PhraseIndex<int>(), new PhraseIndex<Facet>(), new List<int>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var item in items.OrderByDescending(i => likes(i.Key)).ThenBy(i => i.Key))
        {
            foreach (var form in TitleForms.Of(item))
            {
                titles.Add(form, item.Key);
            }

            string[] whole = [.. SearchTerms.OfText(TitleForms.WithoutYear(item)).Select(t => t.Term).Take(LongestBeginning)];
            for (var length = 2; length <= whole.Length; length++)
            {
                beginnings.Add(whole[..length], item.Key, most: 3);
            }

            if (item.Year is { } year)
            {
                years.Add(year);
            }

            numbers.UnionWith(item.Numbers.Keys);
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

        return new(titles, beginnings, facets, Ambiguous(items), Surnames(items, facets, titles), new(titles.Phrases), new([.. years.Order()]), new(numbers));
    }

    /// <summary>Whether a word that is the name of a brand or the like is an ordinary word here, too ("staples"): by the titles of others that hold it.</summary>
    public bool IsOrdinary(string term) => _ambiguous.Contains(term);

    private Facet? NearSurname(string surname) => surname.Length < ShortestMisspelt ? null : _surnames
        .Where(s => s.Key[0] == surname[0] && Math.Abs(s.Key.Length - surname.Length) <= 1 && FuzzyTitles.Edits(surname, s.Key, 1) <= 1)
        .OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (Facet?)s.Value).FirstOrDefault();

    private static HashSet<string> Ambiguous(IEnumerable<CatalogItem> items)
    {
        var names = items.SelectMany(i => i.Facets).Where(f => f.Kind != Facet.Category).Distinct()
            .Select(f => (Facet: f, Terms: SearchTerms.OfText(f.Value).Select(t => t.Term).ToList()))
            .Where(f => f.Terms.Count == 1).GroupBy(f => f.Terms[0]).ToDictionary(g => g.Key, g => g.Select(f => f.Facet).ToHashSet());
        var others = new Dictionary<string, int>();
        foreach (var item in items)
        {
            foreach (var term in SearchTerms.OfText(item.Title).Select(t => t.Term).Distinct().Where(t => names.TryGetValue(t, out var of) && !item.Facets.Any(of.Contains)))
            {
                others[term] = others.GetValueOrDefault(term) + 1;
            }
        }

        return [.. others.Where(o => o.Value >= OrdinaryFrom).Select(o => o.Key)];
    }

    /// <summary>Someone of the catalogue by the last of their names, where it is written as a name or somebody's work is spoken of ("by tarantino"): of several of that name the one with most items.</summary>
    /// <returns>1 and the facets that may be meant; 0 when none is.</returns>
    public (int Length, IReadOnlyList<Facet> Facets) SurnameAt(IReadOnlyList<MessageTerm> terms, int at)
    {
        var isName = (terms[at].IsCapital && !terms[at].BeginsSentence) || (at > 0 && !terms[at].BeginsPart && terms[at - 1].Written is "by" or "from" or "director" or "author");
        if (!isName || Cues.Talk.Contains(terms[at].Term))
        {
            return (0, []);
        }

        var isWork = at > 0 && terms[at - 1].Written is "by" or "director" or "author";
        return (_surnames.TryGetValue(terms[at].Term, out var exact) ? exact : isWork ? NearSurname(terms[at].Term) : null) is { } facet
            ? (1, Facets[string.Join(' ', SearchTerms.OfText(facet.Value).Select(t => t.Term))])
            : (0, []);
    }

    /// <summary>A kind of item by the beginnings of its words: "sci-fi", "scifi" for "Science Fiction".</summary>
    /// <returns>The words of the message and the facets; 0 when there is none.</returns>
    public (int Length, IReadOnlyList<Facet> Facets) AbbreviationAt(IReadOnlyList<MessageTerm> terms, int at)
    {
        var first = terms[at].Term;
        if (first.Length < ShortestAbbreviation || Vocabulary.Contains(first) || Cues.Talk.Contains(first) || Cues.IsAny(first))
        {
            return (0, []);
        }

        var second = at + 1 < terms.Count && terms[at + 1].Before is "-" or " " ? terms[at + 1].Term : "";
        foreach (var (a, b, phrase) in _pairs)
        {
            if (second.Length >= 2 && IsBeginning(first, a) && IsBeginning(second, b))
            {
                return (2, Facets[phrase]);
            }

            if (Enumerable.Range(2, Math.Max(0, first.Length - 3)).Any(cut => IsBeginning(first[..cut], a) && IsBeginning(first[cut..], b)))
            {
                return (1, Facets[phrase]);
            }
        }

        return (0, []);
    }

    private static bool IsBeginning(string part, string word) => part.Length < word.Length && word.StartsWith(part, StringComparison.Ordinal);

    private static Dictionary<string, Facet> Surnames(IEnumerable<CatalogItem> items, PhraseIndex<Facet> facets, PhraseIndex<int> titles)
    {
        static bool IsName(string value) => value.Split(' ') is { Length: > 1 and <= 4 } words && words.All(w => w.Length > 0 && char.IsUpper(w[0])) && words[^1].Length >= ShortestSurname && words[^1].All(char.IsLetter);
        return items
            .SelectMany(i => i.Facets).Where(f => f.Kind != Facet.Category && IsName(f.Value))
            .GroupBy(f => f).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Value, StringComparer.Ordinal)
            .Select(g => (Facet: g.Key, Term: SearchTerms.OfText(g.Key.Value).Select(t => t.Term).Last()))
            .Where(s => facets[s.Term].Count == 0 && titles[s.Term].Count == 0)
            .DistinctBy(s => s.Term).ToDictionary(s => s.Term, s => s.Facet, StringComparer.Ordinal);
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
