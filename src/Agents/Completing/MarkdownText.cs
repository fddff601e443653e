using System.Text;

namespace LlmRec.Agents.Completing;

/// <summary>Plain text inside Markdown: whatever a catalogue holds is shown as it is, and makes no link, picture, tag or heading.</summary>
internal static class MarkdownText
{
    // Beside what marks up in CommonMark: "~" and "|" of its dialects, "$" where formulas are drawn, "&" of entities.
    private const string Marks = "\\`*_[]<>~|$&";

    // At the beginning of a line these make headings, lists, quotations and rules.
    private const string LineMarks = "#+-=";

    /// <summary>A text on one line, with a backslash before what would mark it up.</summary>
    /// <param name="text">The text.</param>
    /// <param name="brackets">Whether round brackets are taken for marks, too.</param>
    public static string Escape(string text, bool brackets = false)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var (i, c) in text.Index())
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                escaped.Append(' ');
                continue;
            }

            // An address would become a link by itself; a number with a point, at the beginning, an entry of a list.
            var isMark = Marks.Contains(c, StringComparison.Ordinal)
                || (brackets && c is '(' or ')')
                || (i == 0 && LineMarks.Contains(c, StringComparison.Ordinal))
                || (c == ':' && text.AsSpan(i).StartsWith("://", StringComparison.Ordinal))
                || (c == '.' && (IsAfterWww(text, i) || (i > 0 && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0)));
            escaped.Append(isMark ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>The text that was escaped.</summary>
    public static string Unescape(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\' && i + 1 < escaped.Length && char.IsAscii(escaped[i + 1]) && (char.IsPunctuation(escaped[i + 1]) || char.IsSymbol(escaped[i + 1])))
            {
                i++;
            }

            text.Append(escaped[i]);
        }

        return text.ToString();
    }

    private static bool IsAfterWww(string text, int at) => at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase);
}
