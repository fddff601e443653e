using System.Globalization;
using System.Text;

namespace LlmRec.Agents.Explaining.Facts;

/// <summary>Values of the catalogue as they may stand in a sentence.</summary>
internal static class SayableText
{
    private const int Longest = 200;

    /// <summary>The text on one line, without control characters, cut between characters that belong together.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (line.Length + element.Length > Longest)
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
}
