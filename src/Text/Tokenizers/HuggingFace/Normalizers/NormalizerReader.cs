using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Normalizers;

/// <summary>Reads what a text goes through before it is split.</summary>
internal static class NormalizerReader
{
    private static readonly string[] Known =
    [
        "BertNormalizer", "ByteLevel", "Lowercase", "NFC", "NFD", "NFKC", "NFKD", "Nmt", "Precompiled", "Prepend", "Replace", "Sequence", "Strip", "StripAccents",
    ];

    /// <summary>Reads a normaliser; none leaves a text as it is.</summary>
    /// <exception cref="JsonException">It, or a part of it, is of an unknown type.</exception>
    public static Func<string, string> Read(JsonElement? normalizer)
    {
        if (normalizer is not { } component)
        {
            return text => text;
        }

        return TokenizerJson.TypeOf(component, "normalizer") switch
        {
            "BertNormalizer" => BertNormalizer.Read(component),
            "ByteLevel" => ByteAlphabet.Encode,
            "Lowercase" => Characters.Lower,
            "NFC" => text => UnicodeSupport.Normalize(text, NormalizationForm.FormC),
            "NFD" => text => UnicodeSupport.Normalize(text, NormalizationForm.FormD),
            "NFKC" => text => UnicodeSupport.Normalize(text, NormalizationForm.FormKC),
            "NFKD" => text => UnicodeSupport.Normalize(text, NormalizationForm.FormKD),
            "Nmt" => NmtNormalizer.Normalize,
            "Precompiled" => PrecompiledNormalizer.Read(component).Normalize,
            "Prepend" => Prepend(component.RequiredText("prepend")),
            "Replace" => Replace(component),
            "Sequence" => Sequence(component),
            "Strip" => Strip(component),
            "StripAccents" => text => Characters.Where(text, rune => !Characters.IsMark(rune)),
            var type => throw TokenizerJson.Unknown("normalizer", type, Known),
        };
    }

    private static Func<string, string> Prepend(string prefix) => text => text.Length == 0 ? text : prefix + text;

    private static Func<string, string> Replace(JsonElement component)
    {
        var pattern = Pattern.Read(component);
        var content = component.RequiredText("content");
        return text => pattern.Replace(text, content);
    }

    private static Func<string, string> Sequence(JsonElement component)
    {
        Func<string, string>[] steps = [.. component.RequiredList("normalizers").Select(step => Read(step))];
        return text => steps.Aggregate(text, (current, step) => step(current));
    }

    private static Func<string, string> Strip(JsonElement component)
    {
        var left = component.Flag("strip_left", true);
        var right = component.Flag("strip_right", true);
        return text =>
        {
            text = left ? text.TrimStart() : text;
            return right ? text.TrimEnd() : text;
        };
    }
}
