using System.Text.RegularExpressions;

namespace LlmRec.Agents.Completing;

/// <summary>Where an answer ends before its end.</summary>
internal static partial class TextCut
{
    /// <summary>A text up to the first of some texts in it, without that.</summary>
    public static string Before(string text, IReadOnlyList<string> stops)
    {
        var ends = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).ToList();
        return ends.Count > 0 ? text[..ends.Min()] : text;
    }

    /// <summary>The words at the beginning of a text that have no more than a number of tokens; at least the first word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokens">The most tokens.</param>
    /// <param name="count">Counts the tokens of a text.</param>
    public static string Within(string text, int maxTokens, Func<string, int> count)
    {
        if (count(text) <= maxTokens)
        {
            return text;
        }

        int[] ends = [.. Word().Matches(text).Select(m => m.Index + m.Length)];
        var (least, most) = (0, ends.Length - 1);
        while (least < most)
        {
            var middle = (least + most + 1) / 2;
            (least, most) = count(text[..ends[middle]]) <= maxTokens ? (middle, most) : (least, middle - 1);
        }

        return ends.Length > 0 ? text[..ends[least]] : text;
    }

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
