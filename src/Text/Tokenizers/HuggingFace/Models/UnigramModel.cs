using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Models;

/// <summary>
/// The most probable segmentation by Viterbi (Kudo 2018, "Subword Regularization", §3.2). A character without a token of
/// its own is unknown, 10 below the least likely token; unknown neighbours are one.
/// </summary>
internal sealed class UnigramModel : IWordModel
{
    private const double UnknownPenalty = 10;

    private readonly double[] _scores;
    private readonly Dictionary<string, int> _ids;
    private readonly PieceTrie _trie;
    private readonly double _unknownScore;
    private readonly int _unknown;
    private readonly int[]? _bytes;

    private UnigramModel(List<(string Token, double Score)> vocabulary, int unknown, bool byteFallback)
    {
        _scores = [.. vocabulary.Select(v => v.Score)];
        _ids = new(vocabulary.Count, StringComparer.Ordinal);
        _trie = new();
        for (var id = 0; id < vocabulary.Count; id++)
        {
            _ids[vocabulary[id].Token] = id;
            _trie.Add(vocabulary[id].Token, id);
        }

        _unknownScore = _scores.Min() - UnknownPenalty;
        _unknown = unknown;
        _bytes = byteFallback ? ByteTokens.Find(IdOf) : null;
    }

    /// <summary>Reads the model.</summary>
    /// <exception cref="JsonException">Something is missing or damaged.</exception>
    public static UnigramModel Read(JsonElement model)
    {
        var vocabulary = model.RequiredList("vocab").Select(entry =>
            entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2 && entry[0].ValueKind == JsonValueKind.String && entry[1].ValueKind == JsonValueKind.Number
                ? (entry[0].GetString()!, entry[1].GetDouble())
                : throw new JsonException("the vocabulary has an entry that is not [token, score]")).ToList();
        var unknown = model.Number("unk_id", -1);
        return unknown >= 0 && unknown < vocabulary.Count
            ? new(vocabulary, unknown, model.Flag("byte_fallback", false))
            : throw new JsonException($"the unk_id {unknown} is not in the vocabulary of {vocabulary.Count}");
    }

    /// <inheritdoc/>
    public void Tokenize(string piece, List<int> ids)
    {
        Rune[] symbols = [.. piece.EnumerateRunes()];
        var best = new Best[symbols.Length + 1];
        for (var start = 0; start < symbols.Length; start++)
        {
            var single = false;
            var node = PieceTrie.Root;
            for (var end = start; end < symbols.Length && _trie.TryStep(node, symbols[end].Value, out node); end++)
            {
                if (_trie.PieceAt(node) is var id && id >= 0)
                {
                    Offer(ref best[end + 1], best[start].Score + _scores[id], start, id);
                    single |= end == start;
                }
            }

            if (!single)
            {
                Offer(ref best[start + 1], best[start].Score + _unknownScore, start, _unknown);
            }
        }

        Trace(symbols, best, ids);
    }

    /// <inheritdoc/>
    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    private static void Offer(ref Best best, double score, int start, int id)
    {
        if (!best.Reached || score > best.Score)
        {
            best = new(true, score, start, id);
        }
    }

    private void Trace(Rune[] symbols, Best[] best, List<int> ids)
    {
        var spans = new List<Range>();
        var after = false;
        for (var end = symbols.Length; end > 0; end = best[end].Start)
        {
            var unknown = best[end].Id == _unknown;
            if (unknown && after)
            {
                spans[^1] = best[end].Start..spans[^1].End;
            }
            else
            {
                spans.Add(best[end].Start..end);
            }

            after = unknown;
        }

        for (var i = spans.Count - 1; i >= 0; i--)
        {
            // Unknown neighbours together may be a token after all: that is how the tokenizers library has it.
            var text = string.Concat(symbols[spans[i]].Select(s => s.ToString()));
            if (_ids.TryGetValue(text, out var id))
            {
                ids.Add(id);
            }
            else if (_bytes is not null && ByteTokens.CanSpell(text, _bytes))
            {
                ByteTokens.Add(text, _bytes, ids);
            }
            else
            {
                ids.Add(_unknown);
            }
        }
    }

    private readonly record struct Best(bool Reached, double Score, int Start, int Id);
}
