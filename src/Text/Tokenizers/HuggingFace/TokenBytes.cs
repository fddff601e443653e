using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace;

/// <summary>
/// What each token of a <c>tokenizer.json</c> stands for, in bytes of UTF-8: byte-level BPE, and SentencePiece vocabularies with
/// byte fallback. A token may hold a part of a character only: texts are made of the bytes of several. Safe for concurrent use.
/// </summary>
public sealed class TokenBytes
{
    private const string Space = "▁";

    private readonly byte[]?[] _bytes;
    private readonly HashSet<int> _special;

    private TokenBytes(byte[]?[] bytes, HashSet<int> special, IReadOnlyList<string> specialTexts)
    {
        _bytes = bytes;
        _special = special;
        SpecialTexts = specialTexts;
    }

    /// <summary>One more than the highest id.</summary>
    public int Count => _bytes.Length;

    /// <summary>The texts that stand for control tokens, such as the beginning of a turn.</summary>
    public IReadOnlyList<string> SpecialTexts { get; }

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <exception cref="JsonException">It is damaged, or its decoder is of a kind that isn't built; the message names it.</exception>
    public static TokenBytes Load(Stream file)
    {
        using var document = JsonDocument.Parse(file);
        try
        {
            return Read(document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException($"the file is damaged: {e.Message}", e);
        }
    }

    /// <summary>A token's bytes: none for a control token, or an id that no token has.</summary>
    public ReadOnlySpan<byte> Of(int id) => id >= 0 && id < _bytes.Length && !_special.Contains(id) ? _bytes[id] : [];

    /// <summary>Whether an id is that of a token.</summary>
    public bool Knows(int id) => id >= 0 && id < _bytes.Length && _bytes[id] is not null;

    private static TokenBytes Read(JsonElement root)
    {
        var vocabulary = (root.Part("model") ?? throw new JsonException("the \"model\" is missing")).Vocabulary();
        var added = new List<(int Id, string Content, bool Special)>();
        foreach (var entry in root.Part("added_tokens") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [])
        {
            added.Add((entry.Number("id", -1), entry.RequiredText("content"), entry.Flag("special", false)));
        }

        var highest = vocabulary.Values.Concat(added.Select(a => a.Id)).DefaultIfEmpty(-1).Max();
        if (highest > 10 * (vocabulary.Count + added.Count + 1_000) || added.Any(a => a.Id < 0))
        {
            throw new JsonException($"an id of {highest:n0} among {vocabulary.Count:n0} tokens can't be right");
        }

        Func<string, byte[]> decode = IsByteLevel(root.Part("decoder"))
            ? static token => ByteAlphabet.Decode(token) ?? Encoding.UTF8.GetBytes(token)
            : SentencePiece;
        var bytes = new byte[]?[highest + 1];
        foreach (var (token, id) in vocabulary)
        {
            bytes[id] = decode(token);
        }

        foreach (var (id, content, _) in added)
        {
            bytes[id] = Encoding.UTF8.GetBytes(content);
        }

        var special = added.Where(a => a.Special).ToList();
        return new(bytes, [.. special.Select(a => a.Id)], [.. special.Select(a => a.Content).Where(c => c.Length > 0)]);
    }

    private static bool IsByteLevel(JsonElement? decoder)
    {
        if (decoder is not { } component)
        {
            throw new JsonException("the \"decoder\" is missing: tokens can't be turned into text");
        }

        var types = TokenizerJson.TypeOf(component, "decoder") == "Sequence"
            ? [.. component.RequiredList("decoders").Select(part => TokenizerJson.TypeOf(part, "decoder"))]
            : new[] { TokenizerJson.TypeOf(component, "decoder") };
        return types.Contains("ByteLevel") || (types.Contains("ByteFallback") || types.Contains("Metaspace")
            ? false
            : throw TokenizerJson.Unknown("decoder", string.Join(" + ", types), "ByteLevel", "ByteFallback", "Metaspace"));
    }

    private static byte[] SentencePiece(string token) =>
        token is ['<', '0', 'x', var high, var low, '>'] && byte.TryParse([high, low], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            ? [value]
            : Encoding.UTF8.GetBytes(token.Replace(Space, " ", StringComparison.Ordinal));
}
