using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace;

/// <summary>
/// Tokens that are found in a text before anything else is done with it, the longest at the leftmost place: those that are
/// not normalised in the text as it is, the others in the normalised text.
/// </summary>
internal sealed class AddedTokens
{
    private readonly Func<string, string> _normalize;
    private readonly Finder _asIs;
    private readonly Finder _normalized;

    private AddedTokens(List<AddedToken> tokens, Func<string, string> normalize)
    {
        _normalize = normalize;
        _asIs = new([.. tokens.Where(t => !t.Normalized)]);
        _normalized = new([.. tokens.Where(t => t.Normalized).Select(t => t with { Content = normalize(t.Content) })]);
    }

    /// <summary>Reads the list.</summary>
    /// <param name="list">The list, if there is one.</param>
    /// <param name="normalize">The normaliser.</param>
    /// <param name="idOf">The model's own id of a token.</param>
    /// <exception cref="JsonException">An entry is damaged.</exception>
    public static AddedTokens Read(JsonElement? list, Func<string, string> normalize, Func<string, int?> idOf)
    {
        var tokens = list is { ValueKind: JsonValueKind.Array } entries
            ? entries.EnumerateArray().Select(entry =>
            {
                var content = entry.RequiredText("content");
                return new AddedToken(
                    content,
                    idOf(content) ?? (entry.Number("id", -1) is var id and >= 0 ? id : throw new JsonException($"the added token \"{content}\" has no id")),
                    entry.Flag("single_word", false),
                    entry.Flag("lstrip", false),
                    entry.Flag("rstrip", false),
                    entry.Flag("normalized", !entry.Flag("special", false)));
            })
            : [];
        return new([.. tokens], normalize);
    }

    /// <summary>The text in pieces: added tokens, and normalised text between them. Empty pieces are left out.</summary>
    public IEnumerable<Piece> Split(string text) => _asIs.Split(new(text, AtStart: true))
        .SelectMany(piece => piece.Id >= 0 ? [piece] : _normalized.Split(piece with { Text = _normalize(piece.Text) }));

    private sealed record AddedToken(string Content, int Id, bool SingleWord, bool StripLeft, bool StripRight, bool Normalized);

    private sealed class Finder
    {
        private readonly Dictionary<char, AddedToken[]> _byFirst;
        private readonly SearchValues<char> _firsts;

        public Finder(List<AddedToken> tokens)
        {
            _byFirst = tokens.Where(t => t.Content.Length > 0).GroupBy(t => t.Content[0])
                .ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Content.Length).ToArray());
            _firsts = SearchValues.Create([.. _byFirst.Keys]);
        }

        public IEnumerable<Piece> Split(Piece piece)
        {
            var text = piece.Text;
            var (done, at) = (0, 0);
            while (Next(text, at) is { } found)
            {
                var start = found.At;
                var end = at = start + found.Token.Content.Length;
                if (found.Token.SingleWord && !StandsAlone(text, start, end))
                {
                    continue;
                }

                start = found.Token.StripLeft ? Math.Max(done, text.AsSpan(0, start).TrimEnd().Length) : start;
                end = found.Token.StripRight ? text.Length - text.AsSpan(end).TrimStart().Length : end;
                if (done < start)
                {
                    yield return new(text[done..start], piece.AtStart && done == 0);
                }

                yield return new(found.Token.Content, false, found.Token.Id);
                done = end;
            }

            if (done < text.Length)
            {
                yield return done == 0 ? piece : new(text[done..], false);
            }
        }

        private (AddedToken Token, int At)? Next(string text, int from)
        {
            for (var at = from; at < text.Length; at++)
            {
                var skip = text.AsSpan(at).IndexOfAny(_firsts);
                if (skip < 0)
                {
                    return null;
                }

                at += skip;
                foreach (var token in _byFirst[text[at]])
                {
                    if (text.AsSpan(at).StartsWith(token.Content, StringComparison.Ordinal))
                    {
                        return (token, at);
                    }
                }
            }

            return null;
        }

        private static bool StandsAlone(string text, int start, int end)
        {
            _ = Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out var before, out _);
            _ = Rune.DecodeFromUtf16(text.AsSpan(end), out var after, out _);
            return (start == 0 || !Characters.IsWord(before)) && (end == text.Length || !Characters.IsWord(after));
        }
    }
}
