using System.Text.Json.Nodes;
using LlmRec.Language.Gguf;
using LlmRec.Text.Tokenizers.HuggingFace.BytePair;

namespace LlmRec.Language.Import;

/// <summary>Rebuilds <c>tokenizer.json</c> and <c>tokenizer_config.json</c> from the vocabulary, merges and chat template in a GGUF file.</summary>
internal static class TokenizerFile
{
    private const int Control = 3, UserDefined = 4;

    // What splits text before merging, by the name that the file gives it.
    private const string Llama3Split = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Qwen2Split = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The content of <c>tokenizer.json</c>.</summary>
    /// <exception cref="GgufException">The tokenizer is of a kind that is not known here, or incomplete.</exception>
    public static BytePairFile Tokenizer(GgufFile file)
    {
        var kind = file.Get<string>("tokenizer.ggml.model");
        if (kind != "gpt2")
        {
            throw new GgufException($"{file.Path} has a tokenizer of the kind '{kind}'; byte-level BPE ('gpt2') can be imported.");
        }

        var tokens = Strings(file, "tokenizer.ggml.tokens");
        var types = file.Get("tokenizer.ggml.token_type", Array.Empty<object>());
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (tokens.FirstOrDefault(token => !known.Add(token)) is { } twice)
        {
            throw new GgufException($"{file.Path} names the token '{twice}' twice.");
        }

        return new()
        {
            Tokens = tokens,
            Added = [.. types.Take(tokens.Length).Select((type, id) => (Id: id, Type: type)).Where(t => t.Type is long and (Control or UserDefined)).Select(t => (t.Id, t.Type is long and Control))],
            Merges = [.. Merges(file, known)],
            PreTokenizer = PreTokenizer(file),
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
            "smollm" => Sequence(Digits(), BytePairFile.ByteLevel(useRegex: true)),
            "gpt-2" or "default" => BytePairFile.ByteLevel(useRegex: true),
            "llama-bpe" or "llama3" => Sequence(Split(Llama3Split), BytePairFile.ByteLevel(useRegex: false)),
            "qwen2" => Sequence(Split(Qwen2Split), BytePairFile.ByteLevel(useRegex: false)),
            "stablelm2" => Sequence(Split(BytePairFile.Gpt2Split), BytePairFile.ByteLevel(useRegex: false)),
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

    private static IEnumerable<string> Merges(GgufFile file, HashSet<string> tokens)
    {
        foreach (var merge in Strings(file, "tokenizer.ggml.merges"))
        {
            var space = merge.IndexOf(' ', Math.Min(1, merge.Length));
            if (space < 0 || !tokens.Contains(merge[..space]) || !tokens.Contains(merge[(space + 1)..]) || !tokens.Contains(merge.Remove(space, 1)))
            {
                throw new GgufException($"{file.Path} merges '{merge}', which its vocabulary does not hold: the tokenizer is that of another model.");
            }

            yield return merge;
        }
    }

    private static string[] Strings(GgufFile file, string key) =>
        [.. file.Get<object[]>(key).Select(entry => entry as string ?? throw new GgufException($"{file.Path}: '{key}' holds an entry that is no text."))];
}
