using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmRec.Agents.Completing;

/// <summary>Where an answer ends before its end.</summary>
internal static partial class TextCut
{
    private const int Longest = 1_000;

    /// <summary>A text up to the first of some texts in it, without that.</summary>
    public static string Before(string text, IReadOnlyList<string> stops)
    {
        var ends = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).ToList();
        return ends.Count > 0 ? text[..ends.Min()] : text;
    }

    /// <summary>The words at the beginning of a text that have no more than a number of tokens; of a first word that has more, its beginning.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokens">The most tokens, at least 1.</param>
    /// <param name="count">Counts the tokens of a text.</param>
    public static string Within(string text, int maxTokens, Func<string, int> count)
    {
        bool Fits(int end) => count(text[..end]) <= maxTokens;
        return Fits(text.Length) ? text
            : LastThat(Fits, [.. Word().Matches(text).Select(m => m.Index + m.Length)]) is { } word ? text[..word]
            : text[..(LastThat(Fits, [.. StringInfo.ParseCombiningCharacters(text).Skip(1).Take(Longest)]) ?? 0)];
    }

    /// <summary>The last of some ends that fits, where all before one that fits do; null when none does.</summary>
    private static int? LastThat(Func<int, bool> fits, int[] ends)
    {
        var (fitting, rest) = (0, ends.Length);
        while (fitting < rest)
        {
            var middle = (fitting + rest) / 2;
            (fitting, rest) = fits(ends[middle]) ? (middle + 1, rest) : (fitting, middle);
        }

        return fitting > 0 ? ends[fitting - 1] : null;
    }

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
