using LlmRec.Text.Lexical;

namespace LlmRec.Catalog.Lexical;

/// <summary>Finds a query's words in texts and returns them as they stand there.</summary>
internal static class MatchedWords
{
    private const int MostWords = 5;
    private const int MostText = 20_000;

    /// <summary>The terms looked for.</summary>
    public static IReadOnlyList<SearchTerm> Wanted(string query) => [.. SearchTerms.OfQuery(query).DistinctBy(t => t.Term)];

    /// <summary>The words found, each once, in the order of the texts; overlapping pairs of one run are joined.</summary>
    public static IReadOnlyList<string> In(IReadOnlyList<SearchTerm> wanted, params ReadOnlySpan<string?> texts)
    {
        var terms = wanted.Select(t => t.Term).ToHashSet(StringComparer.Ordinal);
        var prefixes = wanted.Where(t => t.IsPrefix).Select(t => t.Term).ToList();
        var found = new List<string>();
        foreach (var text in texts)
        {
            var shown = text is { Length: > MostText } ? text[..MostText] : text ?? "";
            var (start, end) = (0, 0);
            foreach (var (from, to) in SearchTerms.OfText(shown).Select(Match).OfType<(int, int)>())
            {
                if (from >= end)
                {
                    Add(shown[start..end]);
                    start = from;
                }

                end = Math.Max(end, to);
            }

            Add(shown[start..end]);
        }

        return [.. found.Take(MostWords)];

        (int, int)? Match(SearchTerm term) =>
            terms.Contains(term.Term) ? (term.Start, term.Start + term.Length)
            // Of a pair that begins with the one character asked for, that character was found.
            : prefixes.Find(p => term.Term.StartsWith(p, StringComparison.Ordinal)) is { } prefix ? (term.Start, term.Start + Math.Min(prefix.Length, term.Length))
            : null;

        void Add(string word)
        {
            if (word.Length > 0 && !found.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                found.Add(word);
            }
        }
    }
}
