using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Normalizers;

/// <summary>BERT's clean-up: no controls, plain spaces, Chinese characters set apart, and, if asked, no accents and lower case.</summary>
internal static class BertNormalizer
{
    /// <summary>Reads the component.</summary>
    public static Func<string, string> Read(JsonElement component)
    {
        var clean = component.Flag("clean_text", true);
        var chinese = component.Flag("handle_chinese_chars", true);
        var lower = component.Flag("lowercase", true);
        var strip = component.Flag("strip_accents", lower);
        return text =>
        {
            text = clean ? Clean(text) : text;
            text = chinese ? SetChineseApart(text) : text;
            text = strip ? Characters.Where(UnicodeSupport.Normalize(text, NormalizationForm.FormD), rune => !Characters.IsNonspacingMark(rune)) : text;
            return lower ? Characters.Lower(text) : text;
        };
    }

    private static string Clean(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r')
            {
                cleaned.Append(' ');
            }
            else if (rune.Value is not (0 or 0xFFFD) && !Characters.IsOther(rune))
            {
                _ = Rune.IsWhiteSpace(rune) ? cleaned.Append(' ') : cleaned.Append(rune);
            }
        }

        return cleaned.ToString();
    }

    private static string SetChineseApart(string text)
    {
        var apart = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = Characters.IsChinese(rune) ? apart.Append(' ').Append(rune).Append(' ') : apart.Append(rune);
        }

        return apart.ToString();
    }
}
