using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>SentencePiece's way with spaces: each becomes a visible mark that belongs to the word after it.</summary>
internal static class Metaspace
{
    /// <summary>Reads the component.</summary>
    /// <exception cref="JsonException">A setting is unknown.</exception>
    public static Func<Piece, IEnumerable<Piece>> Read(JsonElement component)
    {
        var mark = component.RequiredText("replacement");
        if (mark.Length != 1)
        {
            throw new JsonException("the Metaspace's \"replacement\" is not one character");
        }

        var scheme = component.OptionalText("prepend_scheme") ?? (component.Flag("add_prefix_space", true) ? "always" : "never");
        if (scheme is not ("always" or "first" or "never"))
        {
            throw TokenizerJson.Unknown("prepend_scheme", scheme, "always", "first", "never");
        }

        var split = component.Flag("split", true);
        return piece =>
        {
            var text = piece.Text.Replace(' ', mark[0]);
            if (text[0] != mark[0] && (scheme == "always" || (scheme == "first" && piece.AtStart)))
            {
                text = mark + text;
            }

            var marked = piece with { Text = text };
            return split ? Splitting.At(marked, rune => rune.Value == mark[0], Delimiters.MergedWithNext) : [marked];
        };
    }
}
