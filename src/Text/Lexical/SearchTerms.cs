namespace LlmRec.Text.Lexical;

/// <summary>A term to search by, and where in the text it stands.</summary>
/// <param name="Term">The folded form: lower case, compatibility forms and diacritics gone, plural endings gone.</param>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="Length">Characters it spans in the text.</param>
/// <param name="IsPrefix">For a query: matches every term that begins with it.</param>
public readonly record struct SearchTerm(string Term, int Start, int Length, bool IsPrefix = false);

/// <summary>
/// Splits text of any script into terms to search by. Words of alphabetic scripts are folded (NFKC, lower case, no
/// diacritics, apostrophes closed up) and lose plural endings (<see cref="Plurals"/>). Scripts written without spaces
/// (Han, kana, Hangul, Thai, Lao, Khmer, Myanmar) become overlapping pairs of characters and the last one alone, so that a
/// word of two characters is found inside a sentence and one character as the beginning of a pair.
/// </summary>
public static class SearchTerms
{
    /// <summary>The terms by which a text is found.</summary>
    public static IEnumerable<SearchTerm> OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var run in TextRuns.Of(text))
        {
            if (!run.IsUnspaced)
            {
                yield return Word(run);
                continue;
            }

            for (var i = 0; i < run.Clusters.Count; i++)
            {
                yield return Pair(run, i);
            }
        }
    }

    /// <summary>The terms of a query; stop words only when there is nothing else.</summary>
    public static IReadOnlyList<SearchTerm> OfQuery(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var terms = new List<SearchTerm>();
        foreach (var run in TextRuns.Of(query))
        {
            if (!run.IsUnspaced)
            {
                terms.Add(Word(run));
            }
            else if (run.Clusters.Count == 1)
            {
                terms.Add(Pair(run, 0) with { IsPrefix = true });
            }
            else
            {
                terms.AddRange(Enumerable.Range(0, run.Clusters.Count - 1).Select(i => Pair(run, i)));
            }
        }

        var telling = terms.Where(t => !StopWords.Contains(t.Term)).ToList();
        return telling.Count > 0 ? telling : terms;
    }

    /// <summary>Whether a term tells texts apart; "the" doesn't.</summary>
    public static bool IsTelling(string term) => !StopWords.Contains(term);

    private static SearchTerm Word(TextRun run)
    {
        var folded = string.Concat(run.Clusters.Select(c => c.Folded));
        return new(Plurals.Strip(folded), run.Clusters[0].Start, run.End - run.Clusters[0].Start);
    }

    private static SearchTerm Pair(TextRun run, int first)
    {
        var last = Math.Min(first + 1, run.Clusters.Count - 1);
        var term = first == last ? run.Clusters[first].Folded : run.Clusters[first].Folded + run.Clusters[last].Folded;
        var start = run.Clusters[first].Start;
        return new(term, start, run.Clusters[last].Start + run.Clusters[last].Length - start);
    }
}
