using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Kinds of items by the beginnings of their words: "sci-fi", "scifi" for "Science Fiction".</summary>
internal sealed class Abbreviations
{
    private const int Shortest = 3;
    private const int ShortestPart = 2;

    private readonly IReadOnlySet<string> _vocabulary;
    private readonly (string First, string Second, IReadOnlyList<Facet> Facets)[] _kinds;

    /// <param name="facets">Facets by their values.</param>
    /// <param name="vocabulary">Words of the catalogue: none of these is an abbreviation.</param>
    public Abbreviations(PhraseIndex<Facet> facets, IReadOnlySet<string> vocabulary)
    {
        _vocabulary = vocabulary;
        _kinds =
        [
            .. facets.Phrases.Order(StringComparer.Ordinal)
                .Select(p => (Words: p.Split(' '), Facets: facets[p]))
                .Where(p => p.Words.Length == 2 && p.Facets.Any(f => f.Kind == Facet.Category))
                .Select(p => (p.Words[0], p.Words[1], p.Facets)),
        ];
    }

    /// <summary>The kind that is abbreviated at a place.</summary>
    /// <returns>The words of the message and the facets; 0 when there is none.</returns>
    public (int Length, IReadOnlyList<Facet> Facets) At(IReadOnlyList<MessageTerm> terms, int at)
    {
        var first = terms[at].Term;
        if (first.Length < Shortest || _vocabulary.Contains(first) || Cues.Talk.Contains(first) || Cues.IsAny(first))
        {
            return (0, []);
        }

        var second = at + 1 < terms.Count && terms[at + 1].Before is "-" or " " ? terms[at + 1].Term : "";
        foreach (var (a, b, facets) in _kinds)
        {
            if (second.Length >= ShortestPart && IsBeginning(first, a) && IsBeginning(second, b))
            {
                return (2, facets);
            }

            if (Enumerable.Range(ShortestPart, Math.Max(0, first.Length - Shortest)).Any(cut => IsBeginning(first[..cut], a) && IsBeginning(first[cut..], b)))
            {
                return (1, facets);
            }
        }

        return (0, []);
    }

    private static bool IsBeginning(string part, string word) => part.Length < word.Length && word.StartsWith(part, StringComparison.Ordinal);
}
