using System.Text;
using LlmRec.Tests.Embedding;

namespace LlmRec.Tests.Text.Tokenizers.HuggingFace;

/// <summary>Thousands of texts, the same ones every time: sentences in many scripts, mixed with each other, cut anywhere, and salads of characters.</summary>
internal static class ManyTexts
{
    /// <summary>
    /// Blocks from which characters are drawn: scripts, marks, spaces, controls, symbols, and beyond U+FFFF. The library knows
    /// the characters of Unicode 8; of later ones (142 punctuation marks, 458 combining marks, 134 compatibility forms) .NET
    /// knows more, and those are left out.
    /// </summary>
    private static readonly (int From, int To)[] Blocks =
    [
        (0x20, 0x7E), (0x20, 0x7E), (0x20, 0x7E), (0x00, 0x1F), (0x7F, 0x9F), (0xA0, 0xFF), (0x100, 0x17F), (0x180, 0x24F), (0x250, 0x2AF), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF),
        (0x400, 0x4FF), (0x531, 0x586), (0x591, 0x5F4), (0x600, 0x6FF), (0x900, 0x97F), (0x980, 0x9FB), (0xB80, 0xBFA), (0xE01, 0xE5B), (0xF00, 0xF47), (0x1000, 0x109F), (0x10A0, 0x10FF),
        (0x1100, 0x11FF), (0x1200, 0x1248), (0x1780, 0x17DD), (0x1E00, 0x1EFF), (0x1F00, 0x1F15), (0x2000, 0x206F), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x20D0, 0x20F0), (0x2100, 0x214F),
        (0x2150, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2580, 0x259F), (0x2600, 0x26FF), (0x2E80, 0x2E99), (0x3000, 0x303F), (0x3041, 0x3096), (0x3099, 0x30FF),
        (0x3300, 0x33FF), (0x3400, 0x34FF), (0x4E00, 0x4FFF), (0xA000, 0xA0FF), (0xAC00, 0xACFF), (0xE000, 0xE0FF), (0xF900, 0xF9FF), (0xFB00, 0xFB06), (0xFB50, 0xFBB1), (0xFE00, 0xFE0F),
        (0xFE30, 0xFE4F), (0xFF01, 0xFFBE), (0xFFF9, 0xFFFD), (0x10330, 0x1034A), (0x10400, 0x1044F), (0x1D400, 0x1D454), (0x1D7CE, 0x1D7FF), (0x1F100, 0x1F16B), (0x1F1E6, 0x1F1FF),
        (0x1F300, 0x1F5FF), (0x1F600, 0x1F64F), (0x1F3FB, 0x1F3FF), (0x20000, 0x200FF), (0x2F800, 0x2F8FF), (0xE0100, 0xE01EF), (0xF0000, 0xF00FF),
    ];

    private static readonly string[] Glue =
    [
        " ", "  ", "\n", "\n\n", "\t", " \r\n ", "", "", "\u00A0", "\u3000", "\u200D", "'", "’", "-", "...", ", ", "[MASK]", " [SEP] ", "</s>", "<s>", "<unk>", "<|endoftext|>", "<EOT>", "[CLS]", "▁", "'S", "'LL ", "123", "4567", "x\u0301", "İ", "ſ", "'ſ",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Make(new Random(20_261_124)).Distinct()];

    private static IEnumerable<string> Make(Random random)
    {
        // Lone surrogates can't be handed over in UTF-8: they have a test of their own.
        string[] sentences = [.. Texts200.All.Select(WellFormed)];
        foreach (var sentence in sentences)
        {
            yield return sentence;
        }

        for (var i = 0; i < 1_200; i++)
        {
            var mixed = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Cut(sentences[random.Next(160)], random) + Glue[random.Next(Glue.Length)]));
            yield return mixed;
        }

        for (var i = 0; i < 1_200; i++)
        {
            var salad = new StringBuilder();
            for (var part = random.Next(1, 6); part > 0; part--)
            {
                var (from, to) = Blocks[random.Next(Blocks.Length)];
                for (var length = random.Next(1, 7); length > 0; length--)
                {
                    salad.Append(new Rune(random.Next(from, to + 1)));
                }

                salad.Append(Glue[random.Next(Glue.Length)]);
            }

            yield return salad.ToString();
        }
    }

    private static string Cut(string text, Random random)
    {
        Rune[] runes = [.. text.EnumerateRunes().Take(200)];
        var from = random.Next(runes.Length + 1);
        return string.Concat(runes[from..random.Next(from, runes.Length + 1)].Select(r => r.ToString()));
    }

    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(r => r.ToString()));
}
