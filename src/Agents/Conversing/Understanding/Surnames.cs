using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Text.Lexical;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>The people of a catalogue by the last of their names; of several of one name the one with most items.</summary>
internal sealed class Surnames
{
    private const int Shortest = 4;
    private const int ShortestMisspelt = 6;
    private const int MostNames = 4;

    private readonly Dictionary<string, IReadOnlyList<Facet>> _facets;

    private Surnames(Dictionary<string, IReadOnlyList<Facet>> facets) => _facets = facets;

    /// <summary>Learns the names of a catalogue.</summary>
    /// <param name="items">The items.</param>
    /// <param name="facets">Facets by their values: what is one as a whole is no surname.</param>
    /// <param name="titles">Titles: neither is one of these.</param>
    public static Surnames Of(IEnumerable<CatalogItem> items, PhraseIndex<Facet> facets, PhraseIndex<int> titles) => new(items
        .SelectMany(i => i.Facets).Where(f => f.Kind != Facet.Category && IsName(f.Value))
        .CountBy(f => f).OrderByDescending(f => f.Value).ThenBy(f => f.Key.Value, StringComparer.Ordinal)
        .Select(f => SearchTerms.OfText(f.Key.Value).Select(t => t.Term).ToList())
        .Select(terms => (Surname: terms[^1], Facets: facets[string.Join(' ', terms)]))
        .Where(s => s.Facets.Count > 0 && facets[s.Surname].Count == 0 && titles[s.Surname].Count == 0)
        .DistinctBy(s => s.Surname).ToDictionary(s => s.Surname, s => s.Facets, StringComparer.Ordinal));

    /// <summary>Someone at a place, where it is written as a name or somebody's work is spoken of ("by tarantino"); there it may be misspelt.</summary>
    /// <returns>1 and the facets that may be meant; 0 when none is.</returns>
    public (int Length, IReadOnlyList<Facet> Facets) At(IReadOnlyList<MessageTerm> terms, int at)
    {
        var before = at > 0 ? terms[at - 1].Written : "";
        var isWork = before is "by" or "director" or "author";
        var isName = (terms[at].IsCapital && !terms[at].BeginsSentence) || (!terms[at].BeginsPart && (isWork || before is "from"));
        return !isName || Cues.Talk.Contains(terms[at].Term) ? (0, [])
            : (_facets.GetValueOrDefault(terms[at].Term) ?? (isWork ? Near(terms[at].Term) : null)) is { } facets ? (1, facets)
            : (0, []);
    }

    private IReadOnlyList<Facet>? Near(string surname) => surname.Length < ShortestMisspelt ? null : _facets
        .Where(s => s.Key[0] == surname[0] && Math.Abs(s.Key.Length - surname.Length) <= 1 && FuzzyTitles.Edits(surname, s.Key, 1) <= 1)
        .OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value).FirstOrDefault();

    private static bool IsName(string value) =>
        value.Split(' ') is { Length: > 1 and <= MostNames } words && words.All(w => w.Length > 0 && char.IsUpper(w[0])) && words[^1].Length >= Shortest && words[^1].All(char.IsLetter);
}
