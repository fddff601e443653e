using System.Text;

namespace LlmRec.Text.Tokenizers;

/// <summary>Unicode normalisation that takes every text.</summary>
internal static class UnicodeSupport
{
    /// <summary>Checks that this process knows Unicode: without ICU it would give wrong ids, silently.</summary>
    /// <exception cref="InvalidOperationException">It doesn't.</exception>
    public static void Check()
    {
        if ("ﬁ".Normalize(NormalizationForm.FormKC) != "fi")
        {
            throw new InvalidOperationException(
                "Unicode normalisation does not work in this process. Install ICU (Debian: libicu) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }

    /// <summary>Normalises a text without lone surrogates. Code points that are no characters, which .NET refuses, stay as they are.</summary>
    public static string Normalize(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            var normalized = new StringBuilder(text.Length);
            var from = 0;
            var at = 0;
            foreach (var rune in text.EnumerateRunes())
            {
                if (IsNoncharacter(rune))
                {
                    normalized.Append(text[from..at].Normalize(form)).Append(rune);
                    from = at + rune.Utf16SequenceLength;
                }

                at += rune.Utf16SequenceLength;
            }

            return normalized.Append(text[from..].Normalize(form)).ToString();
        }
    }

    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
