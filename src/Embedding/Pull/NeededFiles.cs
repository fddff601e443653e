using LlmRec.Embedding.Encoders;

namespace LlmRec.Embedding.Pull;

/// <summary>Which files of a repository make the model's folder: not the weights for other frameworks, nor other variants.</summary>
internal static class NeededFiles
{
    private const string LanguageModel = "genai_config.json";
    private const string DataSuffix = "_data";

    private static readonly string[] Weights = ["fp32", "fp16", "int8"];
    private static readonly string[] Settings =
    [
        "encoder.json", "config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "modules.json", "sentence_bert_config.json",
        "config_sentence_transformers.json", LanguageModel, "generation_config.json", "chat_template.jinja", "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE",
    ];

    /// <summary>Chooses.</summary>
    /// <param name="listing">What the repository holds.</param>
    /// <param name="request">Which folder of it, and which weights.</param>
    /// <returns>The kind, and the files by the path that they get in the model's folder.</returns>
    /// <exception cref="PullException">It holds no model that can be used here; the message says what is missing.</exception>
    public static (string Kind, IReadOnlyList<(string Path, HubFile File)> Files) Of(HubListing listing, PullRequest request)
    {
        var prefix = request.Subfolder.Length == 0 ? "" : request.Subfolder.TrimEnd('/') + "/";
        var inFolder = listing.Files.Where(f => f.Name.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(f => f.Name[prefix.Length..], StringComparer.Ordinal);
        var isLanguageModel = inFolder.ContainsKey(LanguageModel);
        var names = new List<string>(Settings.Where(inFolder.ContainsKey));
        names.AddRange(inFolder.Keys.Where(name => name.EndsWith("_Pooling/config.json", StringComparison.Ordinal)));
        if (isLanguageModel)
        {
            // What genai_config.json names lies beside it: graphs and their weights.
            names.AddRange(inFolder.Keys.Where(name => !name.Contains('/', StringComparison.Ordinal)
                && (name.EndsWith(".onnx", StringComparison.Ordinal) || name.EndsWith(".onnx.data", StringComparison.Ordinal) || name.EndsWith(".onnx" + DataSuffix, StringComparison.Ordinal))));
        }
        else
        {
            var model = ModelFiles.Names(request.Weights).FirstOrDefault(inFolder.ContainsKey) ?? throw new PullException(NoModel(listing, request));
            names.AddRange(new[] { model, model + DataSuffix }.Where(inFolder.ContainsKey));
        }

        if (!inFolder.ContainsKey("tokenizer.json"))
        {
            throw new PullException($"{request.Model} has no tokenizer.json{In(request)}, without which texts can't be turned into its tokens.");
        }

        return (isLanguageModel ? "llm" : "encoder", [.. names.Distinct().Select(name => (name, inFolder[name]))]);
    }

    private static string NoModel(HubListing listing, PullRequest request)
    {
        var elsewhere = listing.Files.Where(f => f.Name.EndsWith("/" + LanguageModel, StringComparison.Ordinal)).Select(f => f.Name[..^(LanguageModel.Length + 1)]).ToList();
        if (elsewhere.Count > 0)
        {
            return $"{request.Model} holds language models in folders: choose one with --from: {string.Join(", ", elsewhere)}.";
        }

        var others = Weights.Where(w => ModelFiles.Names(w).Any(name => listing.Files.Any(f => f.Name == name))).ToList();
        return others.Count > 0
            ? $"{request.Model} has no model with {request.Weights} weights, but with {string.Join(" and ", others)}: ask for one of these with --weights."
            : $"{request.Model} has no ONNX model{In(request)} ({string.Join(", ", ModelFiles.Names(request.Weights))}). Export one first, for example with Hugging Face's optimum, or choose a repository that has one.";
    }

    private static string In(PullRequest request) => request.Subfolder.Length == 0 ? "" : $" in {request.Subfolder}";
}
