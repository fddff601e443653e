using System.Collections.Frozen;
using System.Text;

namespace LlmRec.Text.Tokenizers.HuggingFace;

/// <summary>
/// Bytes as printable characters, so that a vocabulary of byte sequences is one of texts (Radford et al. 2019, "Language
/// Models are Unsupervised Multitask Learners", §2.2, and its published encoder): printable Latin-1 stands for itself, the
/// others for 256 and up, in order.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = Build();
    private static readonly FrozenDictionary<char, byte> Values = Characters.Select((c, value) => (c, value)).ToFrozenDictionary(p => p.c, p => (byte)p.value);

    /// <summary>By byte, its character.</summary>
    public static IReadOnlyList<char> All => Characters;

    /// <summary>The UTF-8 bytes of a text, a character each.</summary>
    public static string Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return string.Create(bytes.Length, bytes, (characters, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                characters[i] = Characters[from[i]];
            }
        });
    }

    /// <summary>The bytes that a token of the vocabulary stands for; null where a character is not of this alphabet.</summary>
    public static byte[]? Decode(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (!Values.TryGetValue(token[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private static char[] Build()
    {
        var characters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = (char)(printable ? value : next++);
        }

        return characters;
    }
}
