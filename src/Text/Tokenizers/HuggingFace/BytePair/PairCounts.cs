using System.Runtime.InteropServices;

namespace LlmRec.Text.Tokenizers.HuggingFace.BytePair;

/// <summary>How often tokens stand beside each other in a list of words, kept up to date merge by merge.</summary>
internal sealed class PairCounts
{
    private readonly List<(int[] Tokens, long Count)> _words;
    private readonly Dictionary<(int Left, int Right), long> _counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _wordsOf = [];
    private readonly PriorityQueue<(int Left, int Right), (long MinusCount, int Left, int Right)> _queue = new();

    /// <param name="words">Words as tokens, each with how often it stands.</param>
    public PairCounts(IEnumerable<(int[] Tokens, long Count)> words)
    {
        _words = [.. words];
        for (var word = 0; word < _words.Count; word++)
        {
            Count(word, 1);
        }

        foreach (var pair in _counts.Keys)
        {
            Enqueue(pair);
        }
    }

    /// <summary>The most frequent pair, of equals the one with the lowest ids; null when none stands twice.</summary>
    public (int Left, int Right)? MostFrequent()
    {
        while (_queue.TryPeek(out var pair, out var priority))
        {
            var count = _counts.GetValueOrDefault(pair);
            if (count == -priority.MinusCount)
            {
                return count > 1 ? pair : null;
            }

            // What was queued has changed since; where it still stands, it was queued anew.
            _queue.Dequeue();
        }

        return null;
    }

    /// <summary>Makes a pair one token wherever it stands.</summary>
    public void Merge(int left, int right, int token)
    {
        var changed = new HashSet<(int, int)>();
        foreach (var word in _wordsOf[(left, right)].Order().ToArray())
        {
            changed.UnionWith(Count(word, -1));
            _words[word] = _words[word] with { Tokens = Merged(_words[word].Tokens, left, right, token) };
            changed.UnionWith(Count(word, 1));
        }

        foreach (var pair in changed)
        {
            Enqueue(pair);
        }
    }

    private void Enqueue((int Left, int Right) pair)
    {
        if (_counts.GetValueOrDefault(pair) is > 0 and var count)
        {
            _queue.Enqueue(pair, (-count, pair.Left, pair.Right));
        }
    }

    private List<(int, int)> Count(int word, int sign)
    {
        var (tokens, count) = _words[word];
        var pairs = new List<(int, int)>(tokens.Length);
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            var pair = (tokens[i], tokens[i + 1]);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += sign * count;
            ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_wordsOf, pair, out _);
            words ??= [];
            _ = sign > 0 ? words.Add(word) : words.Remove(word);
            pairs.Add(pair);
        }

        return pairs;
    }

    private static int[] Merged(int[] tokens, int left, int right, int token)
    {
        var merged = new List<int>(tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
        {
            var isPair = i + 1 < tokens.Length && tokens[i] == left && tokens[i + 1] == right;
            merged.Add(isPair ? token : tokens[i]);
            i += isPair ? 1 : 0;
        }

        return [.. merged];
    }
}
