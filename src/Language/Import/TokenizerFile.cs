using System.Text.Json.Nodes;
using LlmRec.Language.Gguf;

namespace LlmRec.Language.Import;

/// <summary>Rebuilds <c>tokenizer.json</c> and <c>tokenizer_config.json</c> from the vocabulary, merges and chat template in a GGUF file.</summary>
internal static class TokenizerFile
{
    private const int Control = 3, UserDefined = 4;

    // What splits text before merging, by the name that the file gives it. GPT-2's own where a model uses just that.
    private const string Gpt2Split = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Llama3Split = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Qwen2Split = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The content of <c>tokenizer.json</c>.</summary>
    /// <exception cref="GgufException">The tokenizer is of a kind that is not known here, or incomplete.</exception>
    public static JsonObject Tokenizer(GgufFile file)
    {
        var kind = file.Get<string>("tokenizer.ggml.model");
        if (kind != "gpt2")
        {
            throw new GgufException($"{file.Path} has a tokenizer of the kind '{kind}'; byte-level BPE ('gpt2') can be imported.");
        }

        var tokens = Strings(file, "tokenizer.ggml.tokens");
        var types = file.Get("tokenizer.ggml.token_type", Array.Empty<object>());
        var vocabulary = new JsonObject();
        var added = new JsonArray();
        for (var id = 0; id < tokens.Length; id++)
        {
            if (id < types.Length && types[id] is long and (Control or UserDefined))
            {
                added.Add(Added(id, tokens[id], types[id] is long and Control));
            }

            if (!vocabulary.TryAdd(tokens[id], id))
            {
                throw new GgufException($"{file.Path} names the token '{tokens[id]}' twice.");
            }
        }

        return new()
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = added,
            ["normalizer"] = null,
            ["pre_tokenizer"] = PreTokenizer(file),
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
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. Merges(file, vocabulary)]),
            },
        };
    }

    /// <summary>The content of <c>tokenizer_config.json</c>.</summary>
    public static JsonObject Configuration(GgufFile file)
    {
        var tokens = Strings(file, "tokenizer.ggml.tokens");
        string? Token(string key) => file.Get(key, -1L) is >= 0 and var id && id < tokens.Length ? tokens[id] : null;
        return new()
        {
            ["tokenizer_class"] = "GPT2Tokenizer",
            ["bos_token"] = Token("tokenizer.ggml.bos_token_id"),
            ["eos_token"] = Token("tokenizer.ggml.eos_token_id"),
            ["unk_token"] = Token("tokenizer.ggml.unknown_token_id"),
            ["pad_token"] = Token("tokenizer.ggml.padding_token_id"),
            ["add_bos_token"] = file.Get("tokenizer.ggml.add_bos_token", false),
            ["clean_up_tokenization_spaces"] = false,
            ["chat_template"] = file.Get("tokenizer.chat_template", ""),
        };
    }

    private static JsonObject PreTokenizer(GgufFile file)
    {
        var name = file.Get("tokenizer.ggml.pre", "default");
        return name switch
        {
            "smollm" => Sequence(Digits(), ByteLevel(useRegex: true)),
            "gpt-2" or "default" => ByteLevel(useRegex: true),
            "llama-bpe" or "llama3" => Sequence(Split(Llama3Split), ByteLevel(useRegex: false)),
            "qwen2" => Sequence(Split(Qwen2Split), ByteLevel(useRegex: false)),
            "stablelm2" => Sequence(Split(Gpt2Split), ByteLevel(useRegex: false)),
            _ => throw new GgufException($"{file.Path} splits text the way of '{name}', which is not known here; known: smollm, gpt-2, llama-bpe, qwen2."),
        };
    }

    private static JsonObject Sequence(params ReadOnlySpan<JsonNode> parts) => new() { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(parts.ToArray()) };

    private static JsonObject Digits() => new() { ["type"] = "Digits", ["individual_digits"] = true };

    private static JsonObject Split(string pattern) => new()
    {
        ["type"] = "Split",
        ["pattern"] = new JsonObject { ["Regex"] = pattern },
        ["behavior"] = "Isolated",
        ["invert"] = false,
    };

    private static JsonObject ByteLevel(bool useRegex) => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = useRegex };

    private static JsonObject Added(int id, string content, bool special) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = special,
    };

    private static IEnumerable<JsonNode> Merges(GgufFile file, JsonObject vocabulary)
    {
        foreach (var merge in Strings(file, "tokenizer.ggml.merges"))
        {
            var space = merge.IndexOf(' ', Math.Min(1, merge.Length));
            if (space < 0 || !vocabulary.ContainsKey(merge[..space]) || !vocabulary.ContainsKey(merge[(space + 1)..]) || !vocabulary.ContainsKey(merge.Remove(space, 1)))
            {
                throw new GgufException($"{file.Path} merges '{merge}', which its vocabulary does not hold: the tokenizer is that of another model.");
            }

            yield return JsonValue.Create(merge);
        }
    }

    private static string[] Strings(GgufFile file, string key) =>
        [.. file.Get<object[]>(key).Select(entry => entry as string ?? throw new GgufException($"{file.Path}: '{key}' holds an entry that is no text."))];
}
