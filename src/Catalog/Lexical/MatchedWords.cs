using LlmRec.Text.Lexical;

namespace LlmRec.Catalog.Lexical;

/// <summary>Finds a query's words in texts and returns them as they stand there.</summary>
internal static class MatchedWords
{
    private const int MostWords = 5;
    private const int MostText = 20_000;

    /// <summary>The terms looked for.</summary>
    public static IReadOnlySet<string> Wanted(string query) => SearchTerms.OfQuery(query).Select(t => t.Term).ToHashSet(StringComparer.Ordinal);

    /// <summary>The words found, each once, in the order of the texts; neighbouring pairs of one run are joined.</summary>
    public static IReadOnlyList<string> In(IReadOnlySet<string> wanted, params ReadOnlySpan<string?> texts)
    {
        var found = new List<string>();
        foreach (var text in texts)
        {
            if (text is null)
            {
                continue;
            }

            var end = -1;
            foreach (var term in SearchTerms.OfText(text.Length > MostText ? text[..MostText] : text).Where(t => wanted.Contains(t.Term)))
            {
                var word = text.Substring(term.Start, term.Length);
                if (term.Start < end && found.Count > 0)
                {
                    found[^1] += text[end..(term.Start + term.Length)];
                }
                else if (!found.Contains(word, StringComparer.OrdinalIgnoreCase))
                {
                    found.Add(word);
                }

                end = term.Start + term.Length;
            }
        }

        return [.. found.Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords)];
    }
}
