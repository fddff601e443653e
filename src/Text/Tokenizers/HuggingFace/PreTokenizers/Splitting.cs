using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>What becomes of the places that a pattern matches.</summary>
internal enum Delimiters
{
    /// <summary>They are dropped.</summary>
    Removed,

    /// <summary>Each is a piece.</summary>
    Isolated,

    /// <summary>Each belongs to what stands before it.</summary>
    MergedWithPrevious,

    /// <summary>Each belongs to what stands after it.</summary>
    MergedWithNext,

    /// <summary>Neighbours together are a piece.</summary>
    Contiguous,
}

/// <summary>Cuts a piece where something matches.</summary>
internal static class Splitting
{
    /// <summary>Reads the name of a behaviour.</summary>
    /// <exception cref="JsonException">There is no such behaviour.</exception>
    public static Delimiters Read(string name) => Enum.TryParse<Delimiters>(name, out var delimiters) && Enum.IsDefined(delimiters)
        ? delimiters
        : throw TokenizerJson.Unknown("split behaviour", name, Enum.GetNames<Delimiters>());

    /// <summary>Cuts at every character of a kind.</summary>
    public static IEnumerable<Piece> At(Piece piece, Func<Rune, bool> isDelimiter, Delimiters delimiters) =>
        At(piece, Matches(piece.Text, isDelimiter), delimiters, invert: false);

    /// <summary>Cuts at every match.</summary>
    /// <param name="piece">What is cut.</param>
    /// <param name="matches">Where it matches, from left to right.</param>
    /// <param name="delimiters">What becomes of the matches.</param>
    /// <param name="invert">Whether what lies between the matches is the delimiter instead.</param>
    public static IEnumerable<Piece> At(Piece piece, IEnumerable<Range> matches, Delimiters delimiters, bool invert)
    {
        var parts = Cover(piece.Text.Length, matches, invert);
        return delimiters switch
        {
            Delimiters.Removed => Pieces(piece, parts.Where(p => !p.Matched)),
            Delimiters.Isolated => Pieces(piece, parts),
            Delimiters.Contiguous => Pieces(piece, Merged([.. parts], (before, now) => before == now)),
            Delimiters.MergedWithPrevious => Pieces(piece, Merged([.. parts], (before, now) => now && !before)),
            _ => Pieces(piece, MergedFromTheEnd([.. parts])),
        };
    }

    private static IEnumerable<Range> Matches(string text, Func<Rune, bool> isDelimiter)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (isDelimiter(rune))
            {
                yield return at..(at + rune.Utf16SequenceLength);
            }

            at += rune.Utf16SequenceLength;
        }
    }

    private static IEnumerable<Part> Cover(int length, IEnumerable<Range> matches, bool invert)
    {
        var last = 0;
        foreach (var match in matches)
        {
            if (match.Start.Value > last)
            {
                yield return new(last, match.Start.Value, invert);
            }

            yield return new(match.Start.Value, match.End.Value, !invert);
            last = match.End.Value;
        }

        if (last < length)
        {
            yield return new(last, length, invert);
        }
    }

    private static List<Part> Merged(List<Part> parts, Func<bool, bool, bool> belongsToPrevious)
    {
        var merged = new List<Part>(parts.Count);
        var before = false;
        foreach (var part in parts)
        {
            if (merged.Count > 0 && belongsToPrevious(before, part.Matched))
            {
                merged[^1] = merged[^1] with { End = part.End };
            }
            else
            {
                merged.Add(part);
            }

            before = part.Matched;
        }

        return merged;
    }

    private static List<Part> MergedFromTheEnd(List<Part> parts)
    {
        var merged = new List<Part>(parts.Count);
        var after = false;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (merged.Count > 0 && parts[i].Matched && !after)
            {
                merged[^1] = merged[^1] with { Start = parts[i].Start };
            }
            else
            {
                merged.Add(parts[i]);
            }

            after = parts[i].Matched;
        }

        merged.Reverse();
        return merged;
    }

    private static IEnumerable<Piece> Pieces(Piece piece, IEnumerable<Part> parts) => parts
        .Where(part => part.End > part.Start)
        .Select(part => part.Start == 0 && part.End == piece.Text.Length ? piece : new Piece(piece.Text[part.Start..part.End], piece.AtStart && part.Start == 0));

    private readonly record struct Part(int Start, int End, bool Matched);
}
