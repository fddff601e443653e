using System.Text;
using System.Text.Json;
using LlmRec.Text.Tokenizers.HuggingFace.BytePair;

namespace LlmRec.Text.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Reads how a text is split into the pieces that the model then divides into tokens.</summary>
internal static class PreTokenizerReader
{
    private static readonly string[] Known =
    [
        "BertPreTokenizer", "ByteLevel", "CharDelimiterSplit", "Digits", "FixedLength", "Metaspace", "Punctuation", "Sequence", "Split", "Whitespace", "WhitespaceSplit",
    ];

    /// <summary>Reads a pre-tokenizer; none leaves a text in one piece. What it is handed is never empty.</summary>
    /// <exception cref="JsonException">It, or a part of it, is of an unknown type.</exception>
    public static Func<Piece, IEnumerable<Piece>> Read(JsonElement? preTokenizer)
    {
        if (preTokenizer is not { } component)
        {
            return piece => [piece];
        }

        return TokenizerJson.TypeOf(component, "pre_tokenizer") switch
        {
            "BertPreTokenizer" => piece => Splitting.At(piece, Rune.IsWhiteSpace, Delimiters.Removed)
                .SelectMany(word => Splitting.At(word, Characters.IsPunctuation, Delimiters.Isolated)),
            "ByteLevel" => ByteLevel(component),
            "CharDelimiterSplit" => CharDelimiterSplit(component),
            "Digits" => Digits(component),
            "FixedLength" => FixedLength(component),
            "Metaspace" => Metaspace.Read(component),
            "Punctuation" => Punctuation(component),
            "Sequence" => Sequence(component),
            "Split" => Split(component),
            "Whitespace" => piece => Splitting.At(piece, WordsAndSymbols(piece.Text), Delimiters.Removed, invert: true),
            "WhitespaceSplit" => piece => Splitting.At(piece, Rune.IsWhiteSpace, Delimiters.Removed),
            var type => throw TokenizerJson.Unknown("pre_tokenizer", type, Known),
        };
    }

    private static Func<Piece, IEnumerable<Piece>> ByteLevel(JsonElement component)
    {
        var addSpace = component.Flag("add_prefix_space", true);
        var words = component.Flag("use_regex", true) ? Pattern.Onig(BytePairFile.Gpt2Split) : null;
        return piece =>
        {
            piece = addSpace && piece.Text[0] != ' ' ? piece with { Text = " " + piece.Text } : piece;
            var parts = words is null ? [piece] : Splitting.At(piece, words.Matches(piece.Text), Delimiters.Isolated, invert: false);
            return parts.Select(part => part with { Text = ByteAlphabet.Encode(part.Text) });
        };
    }

    private static Func<Piece, IEnumerable<Piece>> CharDelimiterSplit(JsonElement component)
    {
        var delimiter = component.RequiredText("delimiter");
        return piece => Splitting.At(piece, rune => rune.ToString() == delimiter, Delimiters.Removed);
    }

    private static Func<Piece, IEnumerable<Piece>> Digits(JsonElement component)
    {
        var delimiters = component.Flag("individual_digits", false) ? Delimiters.Isolated : Delimiters.Contiguous;
        return piece => Splitting.At(piece, Characters.IsNumeric, delimiters);
    }

    private static Func<Piece, IEnumerable<Piece>> FixedLength(JsonElement component)
    {
        var length = component.Number("length", 5);
        if (length < 1)
        {
            throw new JsonException("the FixedLength's \"length\" is below 1");
        }

        return piece => piece.Text.EnumerateRunes().Chunk(length)
            .Select((runes, i) => new Piece(string.Concat(runes.Select(r => r.ToString())), piece.AtStart && i == 0));
    }

    private static Func<Piece, IEnumerable<Piece>> Punctuation(JsonElement component)
    {
        var delimiters = Splitting.Read(component.OptionalText("behavior") ?? nameof(Delimiters.Isolated));
        return piece => Splitting.At(piece, Characters.IsPunctuation, delimiters);
    }

    private static Func<Piece, IEnumerable<Piece>> Sequence(JsonElement component)
    {
        Func<Piece, IEnumerable<Piece>>[] steps = [.. component.RequiredList("pretokenizers").Select(step => Read(step))];
        return piece => steps.Aggregate((IEnumerable<Piece>)[piece], (pieces, step) => pieces.SelectMany(step));
    }

    private static Func<Piece, IEnumerable<Piece>> Split(JsonElement component)
    {
        var pattern = Pattern.Read(component);
        var delimiters = Splitting.Read(component.RequiredText("behavior"));
        var invert = component.Flag("invert", false);
        return piece => Splitting.At(piece, pattern.Matches(piece.Text), delimiters, invert);
    }

    /// <summary>Runs of word characters, and runs of what is neither those nor space.</summary>
    private static IEnumerable<Range> WordsAndSymbols(string text)
    {
        var (at, start, kind) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var next = Rune.IsWhiteSpace(rune) ? 0 : Characters.IsWord(rune) ? 1 : 2;
            if (next != kind)
            {
                if (kind != 0)
                {
                    yield return start..at;
                }

                (start, kind) = (at, next);
            }

            at += rune.Utf16SequenceLength;
        }

        if (kind != 0)
        {
            yield return start..at;
        }
    }
}
