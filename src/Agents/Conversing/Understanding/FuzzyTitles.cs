namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>
/// Finds the title that a misspelt one is meant to be: candidates by the letter triples in common, the nearest by edits
/// with swapped neighbours as one (Damerau, A technique for computer detection and correction of spelling errors, CACM 1964).
/// </summary>
internal sealed class FuzzyTitles
{
    private const int ShortestPhrase = 5;
    private const int MostCandidates = 40;
    private const double EditsALetter = 0.2;

    private readonly string[] _phrases;
    private readonly Dictionary<int, List<int>> _byTriple = [];

    /// <param name="phrases">The right spellings, terms joined by spaces.</param>
    public FuzzyTitles(IEnumerable<string> phrases)
    {
        _phrases = [.. phrases.Where(p => p.Length >= ShortestPhrase).Order(StringComparer.Ordinal)];
        for (var i = 0; i < _phrases.Length; i++)
        {
            foreach (var triple in Triples(_phrases[i]).Distinct())
            {
                if (!_byTriple.TryGetValue(triple, out var holders))
                {
                    _byTriple.Add(triple, holders = []);
                }

                holders.Add(i);
            }
        }
    }

    /// <summary>The right spelling of a phrase.</summary>
    /// <returns>The phrase and its edits over its letters; null when nothing is near enough.</returns>
    public (string Phrase, double Distance)? Nearest(string phrase)
    {
        var allowed = (int)(phrase.Length * EditsALetter);
        if (phrase.Length < ShortestPhrase || allowed == 0)
        {
            return null;
        }

        var shared = new Dictionary<int, int>();
        foreach (var triple in Triples(phrase).Distinct())
        {
            foreach (var holder in _byTriple.GetValueOrDefault(triple) ?? [])
            {
                shared[holder] = shared.GetValueOrDefault(holder) + 1;
            }
        }

        var nearest = shared
            .Where(s => Math.Abs(_phrases[s.Key].Length - phrase.Length) <= allowed)
            .OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(MostCandidates)
            .Select(s => (Phrase: _phrases[s.Key], Edits: Edits(phrase, _phrases[s.Key], allowed)))
            .Where(c => c.Edits <= allowed)
            .OrderBy(c => c.Edits).ThenBy(c => c.Phrase, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Phrase is null ? null : (nearest.Phrase, nearest.Edits / (double)phrase.Length);
    }

    // A hash suffices: a foreign phrase that comes in by a collision goes out by its edits.
    private static IEnumerable<int> Triples(string phrase)
    {
        var padded = $" {phrase} ";
        for (var i = 0; i + 2 < padded.Length; i++)
        {
            yield return HashCode.Combine(padded[i], padded[i + 1], padded[i + 2]);
        }
    }

    /// <summary>Insertions, deletions, changes and swaps of neighbours; more than allowed as soon as it is sure.</summary>
    internal static int Edits(string a, string b, int allowed)
    {
        var (before, last, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }

                least = Math.Min(least, now[j]);
            }

            if (least > allowed)
            {
                return allowed + 1;
            }

            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }
}
