using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRec.Tests.Text.Tokenizers.HuggingFace;

/// <summary>Every component and setting on its own, in tokenizers made here, held to the library.</summary>
public sealed class ComponentTests
{
    private static readonly string[] Texts = [.. ManyTexts.All.Where((_, i) => i % 6 == 0)];

    [Fact]
    public Task Every_normaliser_gives_the_library_s_ids() => SameIds.AssertAsync(Variants(
        "normalizer",
        """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":false}""",
        """{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":false,"strip_accents":true,"lowercase":false}""",
        """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":false,"lowercase":true}""",
        """{"type":"Lowercase"}""", """{"type":"NFC"}""", """{"type":"NFD"}""", """{"type":"NFKC"}""", """{"type":"NFKD"}""", """{"type":"Nmt"}""",
        """{"type":"Strip","strip_left":true,"strip_right":false}""", """{"type":"Strip","strip_left":false,"strip_right":true}""",
        """{"type":"Prepend","prepend":"▁"}""", """{"type":"ByteLevel"}""",
        """{"type":"Replace","pattern":{"String":"e"},"content":"aa"}""", """{"type":"Replace","pattern":{"Regex":"\\s+|\\d{2,}+"},"content":" "}""",
        """{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Lowercase"}]}"""), Texts);

    [Fact]
    public Task Every_pre_tokenizer_gives_the_library_s_ids() => SameIds.AssertAsync(Variants(
        "pre_tokenizer",
        """{"type":"BertPreTokenizer"}""", """{"type":"Whitespace"}""", """{"type":"WhitespaceSplit"}""",
        """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}""",
        """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":true}""",
        """{"type":"Metaspace","replacement":"▁","prepend_scheme":"never","split":true}""",
        """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":false}""",
        """{"type":"Metaspace","replacement":"▁","add_prefix_space":true}""",
        """{"type":"Digits","individual_digits":true}""", """{"type":"Digits","individual_digits":false}""",
        """{"type":"Punctuation","behavior":"Isolated"}""", """{"type":"Punctuation","behavior":"Contiguous"}""", """{"type":"Punctuation","behavior":"Removed"}""",
        """{"type":"Punctuation","behavior":"MergedWithPrevious"}""", """{"type":"Punctuation","behavior":"MergedWithNext"}""",
        """{"type":"CharDelimiterSplit","delimiter":"e"}""", """{"type":"FixedLength","length":3}""",
        """{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithPrevious","invert":false}""",
        """{"type":"Split","pattern":{"Regex":"\\p{L}++|\\p{N}{1,3}|(?:[.,])?+\\w"},"behavior":"Isolated","invert":false}""",
        """{"type":"Split","pattern":{"Regex":"[^\\s\\p{L}\\p{N}]+[\\r\\n]*|^a|b$"},"behavior":"Contiguous","invert":true}""",
        """{"type":"Split","pattern":{"Regex":"[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[一-龥぀-ゟ゠-ヿ]+"},"behavior":"Removed","invert":true}""",
        """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","prepend_scheme":"first"},{"type":"Punctuation"}]}"""), Texts);

    [Fact]
    public Task Every_post_processor_gives_the_library_s_ids() => SameIds.AssertAsync(Variants(
        "post_processor",
        """{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]}""",
        """{"type":"RobertaProcessing","sep":["[SEP]",2],"cls":["[CLS]",1],"trim_offsets":true,"add_prefix_space":false}""",
        """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true}""",
        """
        {"type":"Sequence","processors":[{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true},
        {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"x","type_id":0}},{"Sequence":{"id":"A","type_id":1}},{"SpecialToken":{"id":"[SEP]","type_id":1}}],
        "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
        "special_tokens":{"x":{"id":"x","ids":[1,3,1],"tokens":["[CLS]","[UNK]","[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[2],"tokens":["[SEP]"]}}}]}
        """), [.. Texts.Take(100)], 9);

    [Fact]
    public Task Every_setting_of_an_added_token_gives_the_library_s_ids()
    {
        var variants = new Dictionary<string, string>();
        foreach (var normalized in (bool[])[true, false])
        {
            foreach (var (alone, left, right) in ((bool, bool, bool)[])[(false, false, false), (true, false, false), (false, true, false), (false, false, true), (true, true, true)])
            {
                variants[$"{normalized} {alone} {left} {right}"] = Tokenizer(root =>
                {
                    root["normalizer"] = JsonNode.Parse("""{"type":"Lowercase"}""");
                    root["added_tokens"] = new JsonArray(
                        [.. new[] { "[MASK]", "</s>", "the", "The Lord", "12", "'S" }.Select((content, i) => (JsonNode)new JsonObject
                        {
                            ["id"] = root["model"]!["vocab"]!.AsObject().Count + i,
                            ["content"] = content,
                            ["single_word"] = alone,
                            ["lstrip"] = left,
                            ["rstrip"] = right,
                            ["normalized"] = normalized,
                            ["special"] = i < 2,
                        })]);
                });
            }
        }

        return SameIds.AssertAsync(variants, Texts);
    }

    [Fact]
    public Task Every_setting_of_a_model_gives_the_library_s_ids() => SameIds.AssertAsync(
        new Dictionary<string, string>
        {
            ["no mark on continuations"] = Tokenizer(root => { root["model"]!["continuing_subword_prefix"] = ""; root["model"]!["max_input_chars_per_word"] = 7; }),
            ["words"] = Model("""{"type":"WordLevel","vocab":{"[UNK]":3,"the":1,"a":2,"of":0},"unk_token":"[UNK]"}"""),
            ["merges as pairs"] = Model("""{"type":"BPE","vocab":{"t":0,"h":1,"e":2,"th":3,"the":4,"a":5,"[UNK]":6},"merges":[["t","h"],["th","e"]],"unk_token":"[UNK]","fuse_unk":false}"""),
            ["fused unknowns"] = Model("""{"type":"BPE","vocab":{"t":0,"h":1,"e":2,"th":3,"the":4,"a":5,"[UNK]":6},"merges":["t h","th e"],"unk_token":"[UNK]","fuse_unk":true}"""),
            ["no unknown"] = Model("""{"type":"BPE","vocab":{"t":0,"h":1,"e":2,"th":3,"the":4},"merges":["t h","th e"]}"""),
            ["prefix and suffix"] = Model("""{"type":"BPE","vocab":{"t":0,"##h":1,"##e</w>":2,"th":3,"the</w>":4,"##e":5,"e</w>":6,"[UNK]":7},"merges":["t ##h","th ##e</w>"],"unk_token":"[UNK]","continuing_subword_prefix":"##","end_of_word_suffix":"</w>"}"""),
            ["whole words first"] = Model("""{"type":"BPE","vocab":{"t":0,"h":1,"e":2,"th":3,"the":4,"he":5,"[UNK]":6},"merges":["h e","t h"],"unk_token":"[UNK]","ignore_merges":true}"""),
            ["unigram with bytes"] = Model(Unigram(byteFallback: true)),
            ["unigram"] = Model(Unigram(byteFallback: false)),
        },
        Texts);

    private static string Unigram(bool byteFallback) => new JsonObject
    {
        ["type"] = "Unigram",
        ["unk_id"] = 1,
        ["byte_fallback"] = byteFallback,
        ["vocab"] = new JsonArray(
        [
            .. new (string Token, double Score)[] { ("a", -3), ("<unk>", 0), ("the", -2.5), ("t", -4), ("h", -4.5), ("e", -3.5), ("th", -4), ("мир", -5), ("世界", -6), ("世", -9), ("😀", -7), ("é", -6), ("s", -3) }
                .Concat(Enumerable.Range(0, 256).Select(value => (Token: $"<0x{value:X2}>", Score: -20d)))
                .Select(piece => (JsonNode)new JsonArray(piece.Token, piece.Score)),
        ]),
    }.ToJsonString();

    private static string Model(string model) => Tokenizer(root =>
    {
        root["model"] = JsonNode.Parse(model);
        root["added_tokens"] = new JsonArray();
        root["pre_tokenizer"] = JsonNode.Parse("""{"type":"BertPreTokenizer"}""");
    });

    private static Dictionary<string, string> Variants(string part, params string[] components) =>
        components.ToDictionary(component => component, component => Tokenizer(root => root[part] = JsonNode.Parse(component)));

    /// <summary>
    /// A WordPiece model of single characters and frequent pairs: what continues a piece has other ids than what begins one,
    /// so ids show where a text was split.
    /// </summary>
    private static string Tokenizer(Action<JsonObject> change)
    {
        var characters = Texts.SelectMany(text => text.EnumerateRunes()).Select(r => r.ToString())
            .Concat(Enumerable.Range(0x21, 0x123).Select(c => ((char)c).ToString()))
            .Concat(["▁", "th", "he", "in", "er", "Th", "a\u0301", "  "]).Distinct();
        var vocabulary = new JsonObject { ["[PAD]"] = 0, ["[CLS]"] = 1, ["[SEP]"] = 2, ["[UNK]"] = 3 };
        foreach (var character in characters)
        {
            vocabulary.TryAdd(character, vocabulary.Count);
            vocabulary.TryAdd("##" + character, vocabulary.Count);
        }

        var root = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(),
            ["normalizer"] = null,
            ["pre_tokenizer"] = null,
            ["post_processor"] = null,
            ["decoder"] = null,
            ["model"] = new JsonObject { ["type"] = "WordPiece", ["unk_token"] = "[UNK]", ["continuing_subword_prefix"] = "##", ["max_input_chars_per_word"] = 5_000, ["vocab"] = vocabulary },
        };
        change(root);
        return root.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
