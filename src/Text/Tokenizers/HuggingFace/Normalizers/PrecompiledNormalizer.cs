using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Normalizers;

/// <summary>
/// SentencePiece's compiled rules of normalisation (Kudo and Richardson 2018, §3.2): a double-array trie from byte sequences
/// to offsets in a block of replacements that end with 0. As in the tokenizers library, user-perceived characters of up to
/// five bytes are looked up whole, by their shortest known prefix, others code point by code point.
/// </summary>
internal sealed class PrecompiledNormalizer
{
    private const int LongestWhole = 5;

    private readonly uint[] _trie;
    private readonly byte[] _replacements;

    private PrecompiledNormalizer(uint[] trie, byte[] replacements)
    {
        _trie = trie;
        _replacements = replacements;
    }

    /// <summary>Reads the component.</summary>
    /// <exception cref="JsonException">The rules are cut off or no rules.</exception>
    public static PrecompiledNormalizer Read(JsonElement component)
    {
        var text = component.RequiredText("precompiled_charsmap");
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < sizeof(uint))
        {
            throw new JsonException("\"precompiled_charsmap\" is not base64 of at least 4 bytes");
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (size == 0 || size % sizeof(uint) != 0 || size > length - sizeof(uint))
        {
            throw new JsonException($"\"precompiled_charsmap\" speaks of a trie of {size} bytes, but has {length}");
        }

        var trie = new uint[size / sizeof(uint)];
        for (var i = 0; i < trie.Length; i++)
        {
            trie[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sizeof(uint) * (i + 1)));
        }

        return new(trie, bytes[(sizeof(uint) + (int)size)..length]);
    }

    /// <summary>Normalises a text.</summary>
    public string Normalize(string text)
    {
        var normalized = new StringBuilder(text.Length);
        Span<byte> utf8 = stackalloc byte[LongestWhole];
        for (var at = 0; at < text.Length;)
        {
            var grapheme = text.AsSpan(at, StringInfo.GetNextTextElementLength(text, at));
            at += grapheme.Length;
            if (Encoding.UTF8.TryGetBytes(grapheme, utf8, out var written) && Find(utf8[..written]) is { } whole)
            {
                normalized.Append(whole);
                continue;
            }

            foreach (var rune in grapheme.EnumerateRunes())
            {
                _ = Find(utf8[..rune.EncodeToUtf8(utf8)]) is { } part ? normalized.Append(part) : normalized.Append(rune);
            }
        }

        return normalized.ToString();
    }

    /// <summary>The replacement of the shortest prefix that has one. Layout of a unit: Yata et al., darts-clone.</summary>
    private string? Find(ReadOnlySpan<byte> key)
    {
        var position = Offset(_trie[0]);
        foreach (var value in key)
        {
            position ^= value;
            if (value == 0 || position >= _trie.Length || (_trie[position] & 0x800000FF) != value)
            {
                return null;
            }

            var unit = _trie[position];
            position ^= Offset(unit);
            if ((unit & 0x100) != 0 && position < _trie.Length)
            {
                var replacement = _replacements.AsSpan((int)Math.Min(_trie[position] & 0x7FFFFFFF, (uint)_replacements.Length));
                var end = replacement.IndexOf((byte)0);
                return Encoding.UTF8.GetString(end < 0 ? replacement : replacement[..end]);
            }
        }

        return null;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
