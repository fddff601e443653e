using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LlmRec.Agents.Explaining.Facts;

/// <summary>Values of the catalogue as they may stand in a sentence.</summary>
public static partial class SayableText
{
    private const int Longest = 200;

    // A longer title, or one with sentence marks of its own, is hard to tell from the sentence around it.
    private const int LongestBareTitle = 72;

    private const int LongestSpoken = 60;
    private const int ShortestName = 20;

    /// <summary>The text on one line, without control characters, 200 characters at most.</summary>
    public static string Of(string text) => Within(text, Longest);

    /// <summary>The text on one line, without control characters, cut between characters that belong together.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">Characters at most; more is cut.</param>
    public static string Within(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(Math.Min(text.Length, longest));
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (line.Length + element.Length > longest)
            {
                return line.ToString().TrimEnd() + "…";
            }

            var isSpace = element.All(c => char.IsControl(c) || char.IsWhiteSpace(c));
            if (!isSpace)
            {
                line.Append(element);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>A title as people say it: of a long one the name at its beginning, without what it is made of, how many and in which colour.</summary>
    public static string ShortTitle(string title)
    {
        if (title.Length <= LongestSpoken)
        {
            return title;
        }

        var end = Cuts().Matches(title).Select(m => m.Index).FirstOrDefault(at => at >= ShortestName && title[..at].Contains(' ', StringComparison.Ordinal));
        if (end is > 0 and <= LongestSpoken)
        {
            return title[..end];
        }

        var words = title.LastIndexOf(' ', LongestSpoken);
        return words > ShortestName ? $"{title[..words].TrimEnd(',', ';', ':', '-', '(')}…" : title;
    }

    /// <summary>Whether a title would run into the words around it.</summary>
    public static bool RunsOn(string title) => title.Length > LongestBareTitle || Marks().IsMatch(title);

    [GeneratedRegex(@"\s*(,\s|;\s|\s[-–—|(\[])")]
    private static partial Regex Cuts();

    [GeneratedRegex(@"[,;.!?…](\s|$)| and |\p{Cs}")]
    private static partial Regex Marks();
}
