namespace LlmRec.Agents.Conversing.Understanding;

/// <summary>Finds phrases by their terms, the longest first.</summary>
/// <typeparam name="T">What a phrase stands for.</typeparam>
internal sealed class PhraseIndex<T>
{
    private readonly Dictionary<string, List<T>> _meanings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _longest = new(StringComparer.Ordinal);

    /// <summary>All phrases, terms joined by spaces.</summary>
    public IReadOnlyCollection<string> Phrases => _meanings.Keys;

    /// <summary>Adds a phrase.</summary>
    /// <param name="terms">Its terms.</param>
    /// <param name="meaning">What it stands for.</param>
    /// <param name="most">Meanings kept, the first ones.</param>
    public void Add(IReadOnlyList<string> terms, T meaning, int most = int.MaxValue)
    {
        if (terms.Count == 0)
        {
            return;
        }

        var phrase = string.Join(' ', terms);
        if (!_meanings.TryGetValue(phrase, out var meanings))
        {
            _meanings.Add(phrase, meanings = []);
        }

        if (meanings.Count < most && !meanings.Contains(meaning))
        {
            meanings.Add(meaning);
            _longest[terms[0]] = Math.Max(_longest.GetValueOrDefault(terms[0]), terms.Count);
        }
    }

    /// <summary>What a phrase stands for; empty when it is unknown.</summary>
    public IReadOnlyList<T> this[string phrase] => _meanings.TryGetValue(phrase, out var meanings) ? meanings : [];

    /// <summary>The longest phrase that begins at a place.</summary>
    /// <returns>Its terms and what it stands for; 0 when none begins there.</returns>
    public (int Length, IReadOnlyList<T> Meanings) LongestAt(IReadOnlyList<MessageTerm> terms, int at)
    {
        for (var length = Math.Min(_longest.GetValueOrDefault(terms[at].Term), terms.Count - at); length > 0; length--)
        {
            if (_meanings.TryGetValue(string.Join(' ', Enumerable.Range(at, length).Select(i => terms[i].Term)), out var meanings))
            {
                return (length, meanings);
            }
        }

        return (0, []);
    }
}
