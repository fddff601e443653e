using System.Text.Json;

namespace LlmRec.Language.Folders;

/// <summary>What <c>genai_config.json</c> says, as far as it matters here.</summary>
/// <param name="GraphFile">The graph's file, in the folder.</param>
/// <param name="Context">Tokens of prompt and answer together, at most.</param>
/// <param name="Vocabulary">Tokens that the model tells apart.</param>
/// <param name="EndTokens">Tokens that end an answer; at least one.</param>
/// <param name="BeginToken">The token that begins a text, if the model has one.</param>
internal sealed record GenAiSettings(string GraphFile, int Context, int Vocabulary, IReadOnlyList<int> EndTokens, int? BeginToken)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="JsonException">It is damaged, or says what can't be.</exception>
    public static GenAiSettings Read(Stream file)
    {
        using var document = JsonDocument.Parse(file);
        if (!Found(document.RootElement, "model", JsonValueKind.Object, out var model) || !Found(model, "decoder", JsonValueKind.Object, out var decoder)
            || !Found(decoder, "filename", JsonValueKind.String, out var name))
        {
            throw new JsonException("it names no model.decoder.filename: it is not the configuration of a decoder");
        }

        var graph = name.GetString()!;
        if (graph.Length == 0 || Path.GetFileName(graph) != graph)
        {
            throw new JsonException($"it names '{graph}' as its graph, which is no file of the folder");
        }

        return new(graph, Number(model, "context_length", 2), Number(model, "vocab_size", 1), Ends(model), model.TryGetProperty("bos_token_id", out _) ? Number(model, "bos_token_id", 0) : null);
    }

    private static int[] Ends(JsonElement model)
    {
        var ends = model.TryGetProperty("eos_token_id", out var stated) && stated.ValueKind == JsonValueKind.Array
            ? stated.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) ? number : -1).ToArray()
            : [Number(model, "eos_token_id", 0)];
        return ends.Length > 0 && ends.All(id => id >= 0) ? ends : throw new JsonException("its model.eos_token_id is no list of tokens: a text would never end");
    }

    private static int Number(JsonElement model, string name, int least) =>
        model.TryGetProperty(name, out var stated) && stated.ValueKind == JsonValueKind.Number && stated.TryGetInt32(out var number) && number >= least
            ? number
            : throw new JsonException($"its model.{name} is missing, or no whole number of at least {least}");

    private static bool Found(JsonElement parent, string name, JsonValueKind kind, out JsonElement part)
    {
        part = default;
        return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out part) && part.ValueKind == kind;
    }
}
