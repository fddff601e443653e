using System.Globalization;
using System.Text;

namespace LlmRec.Text.Lexical;

/// <summary>A character with the marks on it.</summary>
/// <param name="Folded">Its folded form; may be empty (an apostrophe inside a word).</param>
/// <param name="Start">Its index in the text.</param>
/// <param name="Length">Characters it spans in the text.</param>
internal readonly record struct Cluster(string Folded, int Start, int Length);

/// <summary>A word, or a run of a script written without spaces.</summary>
internal sealed record TextRun(bool IsUnspaced, List<Cluster> Clusters)
{
    public int End => Clusters[^1].Start + Clusters[^1].Length;
}

/// <summary>Cuts text into runs of letters and digits.</summary>
internal static class TextRuns
{
    // A longer "word" is base64 or the like: cut, so that one term stays small.
    private const int LongestRun = 64;

    // Most text is ASCII, and folding it by the rules of Unicode would take most of the time of an import.
    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    public static IEnumerable<TextRun> Of(string text)
    {
        TextRun? run = null;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate comes as U+FFFD and is one char long all the same.
            var start = position;
            position += rune.Value == 0xFFFD ? 1 : rune.Utf16SequenceLength;
            var length = position - start;
            if (run is not null && IsMark(rune))
            {
                Attach(run.Clusters, rune, start, length);
            }
            else if (IsApostrophe(rune) && run is { IsUnspaced: false })
            {
                run.Clusters.Add(new("", start, length));
            }
            else if (Rune.IsLetterOrDigit(rune) && Fold(rune) is { Length: > 0 } folded)
            {
                var unspaced = IsUnspaced(rune.Value);
                if (run is not null && (run.IsUnspaced != unspaced || run.Clusters.Count >= LongestRun))
                {
                    yield return Closed(run);
                    run = null;
                }

                run ??= new(unspaced, []);
                run.Clusters.Add(new(folded, start, length));
            }
            else if (run is not null)
            {
                yield return Closed(run);
                run = null;
            }
        }

        if (run is not null)
        {
            yield return Closed(run);
        }
    }

    private static TextRun Closed(TextRun run)
    {
        while (run.Clusters.Count > 1 && run.Clusters[^1].Folded.Length == 0)
        {
            run.Clusters.RemoveAt(run.Clusters.Count - 1);
        }

        return run;
    }

    private static void Attach(List<Cluster> clusters, Rune mark, int start, int length)
    {
        var (folded, from, _) = clusters[^1];
        // Accents on Latin, Greek and Cyrillic letters are folded away; elsewhere marks are vowels and tell words apart.
        var keeps = folded.Length > 0 && folded[0] > '\u052F';
        clusters[^1] = new(keeps ? (folded + mark.ToString().Normalize(NormalizationForm.FormKD)).Normalize(NormalizationForm.FormC) : folded, from, start + length - from);
    }

    private static string Fold(Rune rune)
    {
        if (rune.IsAscii)
        {
            return Ascii[char.ToLowerInvariant((char)rune.Value)];
        }

        var decomposed = rune.ToString().Normalize(NormalizationForm.FormKD).ToLowerInvariant();
        if (decomposed.Length == 1)
        {
            return decomposed;
        }

        var folded = new StringBuilder(decomposed.Length);
        foreach (var part in decomposed.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(part))
            {
                folded.Append(part);
            }
            else if (IsMark(part) && folded.Length > 0 && folded[0] > '\u052F')
            {
                folded.Append(part);
            }
        }

        // Hangul syllables and voiced kana are themselves, not their parts.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    // Among the marks are what Unicode counts as letters but what stands on the one before: half-width kana voicing, and the
    // vowels and finals of Korean syllables that are written as their parts.
    private static bool IsMark(Rune rune) => !rune.IsAscii && (rune.Value is 0xFF9E or 0xFF9F or (>= 0x1160 and <= 0x11FF) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or 0x2019 or 0x02BC or 0xFF07;

    private static bool IsUnspaced(int c) => c is
        (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
        or (>= 0x1000 and <= 0x109F) // Myanmar
        or (>= 0x1780 and <= 0x17FF) // Khmer
        or (>= 0x1100 and <= 0x11FF) // Hangul Jamo
        or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x3130 and <= 0x318F) or (>= 0x31F0 and <= 0x31FF) // kana
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) // Han
        or (>= 0xAC00 and <= 0xD7FF) // Hangul
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFFDC) // compatibility Han, half-width kana and Hangul
        or (>= 0x20000 and <= 0x323AF); // Han, further planes
}
