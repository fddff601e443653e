using System.Text;

namespace LlmRec.Text.Tokenizers.HuggingFace.BytePair;

/// <summary>
/// Learns byte-pair encoding from texts: again and again the most frequent pair of neighbours becomes a token (Sennrich et
/// al. 2016, "Neural Machine Translation of Rare Words with Subword Units", §3.2), on bytes and within GPT-2's pieces
/// (Radford et al. 2019, §2.2). Only words of letters are learnt from: digits and punctuation stay one token a byte, so that
/// a number is the same tokens wherever it stands. Nothing is drawn, and of pairs that are equally frequent the one with the
/// lower ids goes first: the same texts in any order give the same tokens.
/// </summary>
public static class BytePairTrainer
{
    private const int Bytes = 256;

    /// <summary>Learns a tokenizer.</summary>
    /// <param name="texts">What to learn from.</param>
    /// <param name="tokens">How many tokens there shall be, at least the special ones and 256; fewer come out when no pair is left that stands twice.</param>
    /// <param name="special">Texts of control tokens, which get the ids from 0; the bytes follow, then what is learnt.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">A special token is empty or comes twice, or there is no room for the bytes.</exception>
    public static BytePairFile Train(IEnumerable<string> texts, int tokens, IReadOnlyList<string> special, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(special);
        if (special.Any(string.IsNullOrEmpty) || special.Distinct().Count() < special.Count)
        {
            throw new ArgumentException("A special token is empty or comes twice.", nameof(special));
        }

        if (tokens < special.Count + Bytes)
        {
            throw new ArgumentException($"{tokens} tokens have no room for {special.Count} special ones and {Bytes} bytes.", nameof(tokens));
        }

        List<string> vocabulary = [.. special, .. ByteAlphabet.All.Select(c => c.ToString())];
        var ids = vocabulary.Select((token, id) => (token, id)).ToDictionary(t => t.token, t => t.id, StringComparer.Ordinal);
        var pairs = new PairCounts(Words(texts, cancellationToken).Select(w => (w.Key.Select(c => ids[c.ToString()]).ToArray(), w.Value)));
        var merges = new List<string>();
        while (vocabulary.Count < tokens && pairs.MostFrequent() is var (left, right))
        {
            cancellationToken.ThrowIfCancellationRequested();
            merges.Add($"{vocabulary[left]} {vocabulary[right]}");
            var token = vocabulary[left] + vocabulary[right];
            // Two ways may lead to the same token.
            if (ids.TryAdd(token, vocabulary.Count))
            {
                vocabulary.Add(token);
            }

            pairs.Merge(left, right, ids[token]);
        }

        return new() { Tokens = vocabulary, Added = [.. special.Select((_, id) => (id, true))], Merges = merges };
    }

    /// <summary>Words of letters, in the alphabet of bytes, with how often each stands.</summary>
    private static SortedDictionary<string, long> Words(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var split = Pattern.Onig(BytePairFile.Gpt2Split);
        var words = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var whole = Characters.WellFormed(text);
            foreach (var piece in split.Matches(whole).Select(range => whole[range]).Where(IsWord))
            {
                var word = ByteAlphabet.Encode(piece);
                words[word] = words.GetValueOrDefault(word) + 1;
            }
        }

        return words;
    }

    private static bool IsWord(string piece) => Rune.IsLetter(Rune.GetRuneAt(piece, piece.Length > 1 && piece[0] == ' ' ? 1 : 0));
}
