using System.Text.Json.Nodes;
using LlmRec.Embedding.Encoders;
using LlmRec.Onnx;
using LlmRec.Testing;
using LlmRec.Text.Tokenizers.HuggingFace;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Embedding.Bert;

/// <summary>A Hugging Face export of a <see cref="RandomBert"/>, as sentence-transformers lays it out.</summary>
internal sealed class BertFolder : IDisposable
{
    private static readonly string[] Vocabulary =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "query", "passage", ":", "a", "heist", "crew", "plan", "##s", "one", "last", "job", "the", "cow", "##boy", "doll", "space", "war", "love", "story", ".", "!",
    ];

    private readonly TempFolder _folder = new();

    public BertFolder(string pooling = "mean_tokens", bool normalise = true, int segment = 1, bool withTypes = true)
    {
        Bert = new(Vocabulary.Length);
        File.WriteAllBytes(_folder["model.onnx"], Bert.Graph(withTypes));
        Write("tokenizer.json", Tokenizer(segment));
        Write("config.json", new JsonObject { ["model_type"] = "bert", ["hidden_size"] = RandomBert.Width, ["max_position_embeddings"] = RandomBert.Positions });
        Write("modules.json", new JsonArray(
        [
            Module("sentence_transformers.models.Transformer", ""), Module("sentence_transformers.models.Pooling", "1_Pooling"),
            .. normalise ? [Module("sentence_transformers.models.Normalize", "2_Normalize")] : Array.Empty<JsonNode>(),
        ]));
        Directory.CreateDirectory(_folder["1_Pooling"]);
        Write("1_Pooling/config.json", new JsonObject { ["word_embedding_dimension"] = RandomBert.Width, [$"pooling_mode_{pooling}"] = true, ["pooling_mode_max_tokens"] = pooling == "max_tokens" });
        Write("sentence_bert_config.json", new JsonObject { ["max_seq_length"] = 12 });
        Write("config_sentence_transformers.json", new JsonObject { ["prompts"] = new JsonObject { ["query"] = "query: ", ["passage"] = "passage: " } });
    }

    public RandomBert Bert { get; }

    public string Path => _folder.Path;

    public string this[string file] => _folder[file];

    public void Write(string file, JsonNode content) => File.WriteAllText(_folder[file], content.ToJsonString());

    public EncoderFolder Open() => EncoderFolder.Open(Path);

    public OnnxTextEncoder Encoder(EncoderOptions? options = null) =>
        new(Open(), new OnnxSessions(Options.Create(new OnnxOptions())), Options.Create(options ?? new()));

    /// <summary>The text's tokens, and its vector by the double-precision pass.</summary>
    public double[] Expected(string text, string pooling, bool normalise, int maxTokens = 12, bool withTypes = true)
    {
        using var stream = File.OpenRead(_folder["tokenizer.json"]);
        var encoded = HuggingFaceTokenizer.Load(stream).Encode(text, maxTokens);
        var states = DoubleBert.Forward(Bert, encoded.Ids, !withTypes ? null : encoded.TypeIds.Length == 0 ? new int[encoded.Ids.Length] : encoded.TypeIds);
        var pooled = pooling switch
        {
            "cls_token" => states[0],
            "lasttoken" => states[^1],
            _ => [.. Enumerable.Range(0, RandomBert.Width).Select(i => states.Average(s => s[i]))],
        };
        var norm = normalise ? Math.Sqrt(pooled.Sum(a => a * a)) : 1;
        return [.. pooled.Select(a => a / norm)];
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject Module(string type, string path) => new() { ["type"] = type, ["path"] = path };

    private static JsonObject Tokenizer(int segment)
    {
        JsonObject Special(string token, int id) => new() { ["id"] = token, ["ids"] = new JsonArray(id), ["tokens"] = new JsonArray(token) };
        JsonObject Part(string kind, string id) => new() { [kind] = new JsonObject { ["id"] = id, ["type_id"] = id == "A" ? segment : 0 } };
        return new()
        {
            ["truncation"] = new JsonObject { ["max_length"] = 5, ["direction"] = "Right", ["strategy"] = "LongestFirst", ["stride"] = 0 },
            ["padding"] = new JsonObject { ["strategy"] = new JsonObject { ["Fixed"] = 16 }, ["pad_id"] = 0, ["pad_type_id"] = 0, ["pad_token"] = "[PAD]" },
            ["normalizer"] = new JsonObject { ["type"] = "BertNormalizer" },
            ["pre_tokenizer"] = new JsonObject { ["type"] = "BertPreTokenizer" },
            ["post_processor"] = new JsonObject
            {
                ["type"] = "TemplateProcessing",
                ["single"] = new JsonArray(Part("SpecialToken", "[CLS]"), Part("Sequence", "A"), Part("SpecialToken", "[SEP]")),
                ["special_tokens"] = new JsonObject { ["[CLS]"] = Special("[CLS]", 2), ["[SEP]"] = Special("[SEP]", 3) },
            },
            ["model"] = new JsonObject
            {
                ["type"] = "WordPiece",
                ["unk_token"] = "[UNK]",
                ["continuing_subword_prefix"] = "##",
                ["max_input_chars_per_word"] = 100,
                ["vocab"] = new JsonObject(Vocabulary.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
            },
        };
    }
}
