using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRec.Text.Tokenizers.HuggingFace.BytePair;

/// <summary>A byte-level byte-pair tokenizer, as it stands in a <c>tokenizer.json</c>.</summary>
public sealed record BytePairFile
{
    /// <summary>How GPT-2 splits text into contractions, words, numbers, symbols and spaces (Radford et al. 2019, its published encoder).</summary>
    public const string Gpt2Split = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>By id: the token in GPT-2's alphabet of bytes, or the text of an added one; none comes twice.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>Tokens that are found in a text before it is split, by id; special ones are no part of what is read back.</summary>
    public required IReadOnlyList<(int Id, bool IsSpecial)> Added { get; init; }

    /// <summary>Two tokens with a space between, the merge that goes first at the beginning.</summary>
    public required IReadOnlyList<string> Merges { get; init; }

    /// <summary>How text is split before merging; GPT-2's way by default.</summary>
    public JsonObject PreTokenizer { get; init; } = ByteLevel(useRegex: true);

    /// <summary>The component that turns bytes into characters of the alphabet and, with the expression, splits as GPT-2 does.</summary>
    public static JsonObject ByteLevel(bool useRegex) => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = useRegex };

    /// <summary>The tokenizer itself.</summary>
    public HuggingFaceTokenizer Open() => HuggingFaceTokenizer.Load(new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(Content())));

    /// <summary>Writes <c>tokenizer.json</c>.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Save(string path) => File.WriteAllText(path, Content().ToJsonString(Indented));

    private JsonObject Content() => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray([.. Added.Select(a => Entry(a.Id, Tokens[a.Id], a.IsSpecial))]),
        ["normalizer"] = null,
        ["pre_tokenizer"] = PreTokenizer.DeepClone(),
        ["post_processor"] = null,
        ["decoder"] = ByteLevel(useRegex: true),
        ["model"] = new JsonObject
        {
            ["type"] = "BPE",
            ["dropout"] = null,
            ["unk_token"] = null,
            ["continuing_subword_prefix"] = null,
            ["end_of_word_suffix"] = null,
            ["fuse_unk"] = false,
            ["byte_fallback"] = false,
            ["vocab"] = new JsonObject(Tokens.Select((token, id) => KeyValuePair.Create<string, JsonNode?>(token, id))),
            ["merges"] = new JsonArray([.. Merges.Select(merge => JsonValue.Create(merge))]),
        },
    };

    private static JsonObject Entry(int id, string content, bool special) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = special,
    };
}
