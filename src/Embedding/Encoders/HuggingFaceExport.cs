using System.Text.Json;
using LlmRec.Embedding.Pull;
using LlmRec.Text.Tokenizers.HuggingFace;

namespace LlmRec.Embedding.Encoders;

/// <summary>
/// What the files of a Hugging Face export of a BERT-family model say of it: sentence-transformers' own files where they are
/// there (<c>modules.json</c>, <c>1_Pooling/config.json</c>, <c>sentence_bert_config.json</c>,
/// <c>config_sentence_transformers.json</c>), else <c>config.json</c> and what most models do: mean pooling, unit length.
/// </summary>
internal sealed class HuggingFaceExport
{
    private const string TokenizerFile = "tokenizer.json";

    private readonly string _folder;
    private readonly JsonElement _config;

    private HuggingFaceExport(string folder)
    {
        _folder = folder;
        _config = Json("config.json") ?? default;
    }

    /// <summary>Whether a folder looks like one.</summary>
    public static bool Is(string folder) => File.Exists(Path.Combine(folder, TokenizerFile));

    /// <summary>Reads a folder.</summary>
    /// <exception cref="EncoderFolderException">A file is damaged, or asks for what is not built; the message names it.</exception>
    public static EncoderSettings Read(string folder) => new HuggingFaceExport(folder).Read();

    private EncoderSettings Read()
    {
        var modules = Json("modules.json") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : null;
        foreach (var module in modules ?? [])
        {
            if (TypeOf(module) is not ("Transformer" or "Pooling" or "Normalize") and var type)
            {
                throw Fault("modules.json", $"the module {type} is not known; known: Transformer, Pooling, Normalize. Export the model with it inside, and set pooling in an encoder.json");
            }
        }

        var poolingFolder = modules?.Where(m => TypeOf(m) == "Pooling").Select(m => Text(m, "path")).FirstOrDefault() ?? "1_Pooling";
        var poolingFile = Path.Combine(poolingFolder, "config.json");
        var pooling = Json(poolingFile);
        var prompts = Json("config_sentence_transformers.json") is { } st && st.TryGetProperty("prompts", out var p) ? p : default;
        return new EncoderSettings
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(_folder)),
            Tokenizer = new(HuggingFaceTokenizer.KindName, TokenizerFile),
            Pooling = PoolingOf(pooling, poolingFile),
            Normalise = modules is null || modules.Exists(m => TypeOf(m) == "Normalize"),
            MaxTokens = MaxTokens(),
            Dimension = Number(_config, "hidden_size") ?? Number(_config, "dim") ?? Number(_config, "d_model") ?? Number(pooling ?? default, "word_embedding_dimension")
                ?? throw Fault("config.json", "hidden_size is missing: it says how long a vector is"),
            QueryPrefix = Text(prompts, "query") ?? "",
            PassagePrefix = Text(prompts, "passage") ?? Text(prompts, "document") ?? "",
            Sha256 = Json(ModelPull.OriginFile) is { } origin && origin.TryGetProperty("sha256", out var hashes)
                ? hashes.EnumerateObject().ToDictionary(h => h.Name, h => h.Value.ToString())
                : [],
        };
    }

    private string PoolingOf(JsonElement? config, string file)
    {
        if (config is not { ValueKind: JsonValueKind.Object } settings)
        {
            return Pooling.Mean;
        }

        // Later versions name the mode, earlier ones have a flag for each.
        var modes = Text(settings, "pooling_mode") is { } named
            ? [named]
            : settings.EnumerateObject()
                .Where(s => s.Name.StartsWith("pooling_mode_", StringComparison.Ordinal) && s.Value.ValueKind == JsonValueKind.True)
                .Select(s => s.Name["pooling_mode_".Length..])
                .ToArray();
        return modes switch
        {
            ["mean_tokens" or "mean"] => Pooling.Mean,
            ["cls_token" or "cls"] => Pooling.Cls,
            ["lasttoken" or "last"] => Pooling.Last,
            _ => throw Fault(file, $"the pooling {(modes.Length == 0 ? "is none of all" : string.Join(" and ", modes))}; known: mean_tokens, cls_token, lasttoken, one at a time"),
        };
    }

    /// <summary>The shortest limit that is stated, but the tokenizer's own cut counts only where no file of sentence-transformers says otherwise.</summary>
    private int MaxTokens()
    {
        var positions = Number(_config, "max_position_embeddings") ?? int.MaxValue;
        // Models in RoBERTa's way count positions from after the padding's id.
        var taken = Text(_config, "model_type") is "roberta" or "xlm-roberta" or "camembert" or "mpnet" ? (Number(_config, "pad_token_id") ?? 1) + 1 : 0;
        var stated = Number(Json("sentence_bert_config.json") ?? default, "max_seq_length")
            ?? Number(Json(TokenizerFile) is { } tokenizer && tokenizer.TryGetProperty("truncation", out var truncation) ? truncation : default, "max_length")
            ?? Number(Json("tokenizer_config.json") ?? default, "model_max_length")
            ?? 512;
        return Math.Min(stated, positions - taken);
    }

    private JsonElement? Json(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, file)));
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw Fault(file, $"it is damaged: {e.Message}. Fetch the folder again");
        }
    }

    private EncoderFolderException Fault(string file, string what) => new($"{Path.Combine(_folder, file)}: {what}.");

    private static string TypeOf(JsonElement module) => (Text(module, "type") ?? "").Split('.')[^1];

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A whole number. Some tokenizers say 10³⁰ for no limit: that is none.</summary>
    private static int? Number(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0
            ? number
            : null;
}
