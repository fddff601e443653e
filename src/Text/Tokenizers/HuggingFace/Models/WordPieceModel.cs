using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Models;

/// <summary>
/// Greedy, the longest piece first, a mark on what continues a word; a word that can't be covered is unknown as a whole
/// (Wu et al. 2016, "Google's Neural Machine Translation System", §4.1, with BERT's reading: Devlin et al. 2019, §3).
/// </summary>
internal sealed class WordPieceModel : IWordModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _starts;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _continuations;
    private readonly int _longest;
    private readonly int _maxCharacters;
    private readonly int _unknown;

    private WordPieceModel(Dictionary<string, int> vocabulary, string prefix, int maxCharacters, int unknown)
    {
        _vocabulary = vocabulary;
        _starts = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        _continuations = vocabulary.Where(token => token.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(token => token.Key[prefix.Length..], token => token.Value, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = vocabulary.Keys.Max(token => token.Length);
        _maxCharacters = maxCharacters;
        _unknown = unknown;
    }

    /// <summary>Reads the model.</summary>
    /// <exception cref="JsonException">Something is missing.</exception>
    public static WordPieceModel Read(JsonElement model)
    {
        var vocabulary = model.Vocabulary();
        var unknown = model.OptionalText("unk_token") ?? "[UNK]";
        return new(
            vocabulary,
            model.OptionalText("continuing_subword_prefix") ?? "##",
            model.Number("max_input_chars_per_word", 100),
            vocabulary.TryGetValue(unknown, out var id) ? id : throw new JsonException($"the unk_token \"{unknown}\" is not in the vocabulary"));
    }

    /// <inheritdoc/>
    public void Tokenize(string piece, List<int> ids)
    {
        if (piece.Length > _maxCharacters && piece.EnumerateRunes().Count() > _maxCharacters)
        {
            ids.Add(_unknown);
            return;
        }

        var before = ids.Count;
        for (var start = 0; start < piece.Length;)
        {
            var end = Longest(piece, start, out var id);
            if (end == start)
            {
                ids.RemoveRange(before, ids.Count - before);
                ids.Add(_unknown);
                return;
            }

            ids.Add(id);
            start = end;
        }
    }

    /// <inheritdoc/>
    public int? IdOf(string token) => _vocabulary.TryGetValue(token, out var id) ? id : null;

    private int Longest(string piece, int start, out int id)
    {
        var tokens = start == 0 ? _starts : _continuations;
        for (var end = Math.Min(piece.Length, start + _longest); end > start; end--)
        {
            if (tokens.TryGetValue(piece.AsSpan(start, end - start), out id))
            {
                return end;
            }
        }

        id = _unknown;
        return start;
    }
}
