using System.Text;

namespace LlmRec.Catalog;

/// <summary>Makes owners' text safe to store and to show: well formed, without control characters.</summary>
internal static class CleanText
{
    /// <summary>Replaces lone surrogates by U+FFFD and drops control characters other than line feed and tab.</summary>
    public static string Of(string text)
    {
        if (IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !Rune.IsControl(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <summary>The same without white space around it; null when nothing is left.</summary>
    public static string? OrNull(string? text) => text is null ? null : Of(text).Trim() is { Length: > 0 } clean ? clean : null;

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\n' or '\t')))
            {
                return false;
            }
        }

        return true;
    }
}
