using System.Text;

namespace LlmRec.Text.Tokenizers.HuggingFace.Models;

/// <summary>The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>, which spell what no other token does.</summary>
internal static class ByteTokens
{
    /// <summary>Their ids by byte; −1 for one that the vocabulary lacks.</summary>
    public static int[] Find(Func<string, int?> idOf) => [.. Enumerable.Range(0, 256).Select(value => idOf($"<0x{value:X2}>") ?? -1)];

    /// <summary>Whether a vocabulary spells a text.</summary>
    public static bool CanSpell(string text, int[] bytes) => Array.TrueForAll(Encoding.UTF8.GetBytes(text), value => bytes[value] >= 0);

    /// <summary>Spells a text.</summary>
    public static void Add(string text, int[] bytes, List<int> ids) => ids.AddRange(Encoding.UTF8.GetBytes(text).Select(value => bytes[value]));
}
