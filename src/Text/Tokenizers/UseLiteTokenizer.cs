using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers;

/// <summary>
/// The unigram tokenizer of Universal Sentence Encoder lite, equal to its JavaScript original: the most probable
/// segmentation by Viterbi (Kudo, ACL 2018, §3.2), with the original's peculiarities, since the model was used with them:
/// a best score of exactly 0 counts as unset, ties go to the later start, neighbouring unknowns merge, spaces are kept.
/// </summary>
public sealed class UseLiteTokenizer : ITokenizer
{
    /// <summary>The kind, as <c>encoder.json</c> names it.</summary>
    public const string KindName = "use-lite";

    private const int Reserved = 6;
    private const int Unknown = 0;
    private const char Space = '\u2581';

    private readonly Piece[] _pieces;
    private readonly PieceTrie _trie = new();

    private UseLiteTokenizer(Piece[] pieces)
    {
        _pieces = pieces;
        for (var id = Reserved; id < pieces.Length; id++)
        {
            _trie.Add(pieces[id].Text, id);
        }
    }

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public TokenPadding Padding => new(-1, 0);

    /// <summary>Reads a vocabulary: a JSON array of <c>[piece, score]</c>; a null score is 0.</summary>
    /// <exception cref="JsonException">It is no such array.</exception>
    /// <exception cref="InvalidOperationException">This process can't normalise Unicode.</exception>
    public static UseLiteTokenizer Load(Stream vocabulary)
    {
        UnicodeSupport.Check();
        using var document = JsonDocument.Parse(vocabulary);
        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() <= Reserved)
        {
            throw new JsonException("the vocabulary is no list of pieces");
        }

        return new([.. document.RootElement.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2
            ? new Piece(entry[0].ToString(), entry[1].ValueKind == JsonValueKind.Number ? entry[1].GetDouble() : 0)
            : throw new JsonException("the vocabulary has an entry that is not [piece, score]"))]);
    }

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var symbols = Symbols(text);
        var best = new double[symbols.Length + 1];
        var last = new int[symbols.Length + 1];
        for (var start = 0; start < symbols.Length; start++)
        {
            var matched = false;
            var node = PieceTrie.Root;
            for (var end = start; end < symbols.Length && _trie.TryStep(node, symbols[end], out node); end++)
            {
                if (_trie.PieceAt(node) is var id && id >= 0)
                {
                    matched = true;
                    Offer(end + 1, _pieces[id].Score + best[start], id);
                }
            }

            if (!matched)
            {
                Offer(start + 1, best[start], Unknown);
            }
        }

        return Trace(last);

        void Offer(int end, double score, int id)
        {
            if (best[end] == 0 || score >= best[end])
            {
                (best[end], last[end]) = (score, id);
            }
        }
    }

    /// <inheritdoc/>
    public EncodedText Encode(string text, int maxTokens)
    {
        var ids = Encode(text);
        return new(ids.Length > maxTokens ? ids[..maxTokens] : ids, []);
    }

    private int[] Trace(int[] last)
    {
        var ids = new List<int>();
        // A step back is as long as the piece in UTF-16 units, though positions count code points: as in the original.
        for (var position = last.Length - 1; position > 0; position -= _pieces[last[position]].Text.Length)
        {
            if (last[position] != Unknown || ids.Count == 0 || ids[^1] != Unknown)
            {
                ids.Add(last[position]);
            }
        }

        ids.Reverse();
        return [.. ids];
    }

    private static int[] Symbols(string text)
    {
        // A lone surrogate or a code point that is no character can't be normalised; the original treats them as unknown, and so is U+FFFD.
        var runes = text.EnumerateRunes();
        var wellFormed = new StringBuilder(text.Length);
        foreach (var rune in runes)
        {
            wellFormed.Append((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF ? Rune.ReplacementChar : rune);
        }

        var normalized = UnicodeSupport.Normalize(wellFormed.ToString(), NormalizationForm.FormKC);
        return normalized.Length == 0 ? [] : [Space, .. normalized.EnumerateRunes().Select(r => r.Value == ' ' ? Space : r.Value)];
    }

    private readonly record struct Piece(string Text, double Score);
}
