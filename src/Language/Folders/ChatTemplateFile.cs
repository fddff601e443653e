using System.Text.Json;

namespace LlmRec.Language.Folders;

/// <summary>Where a folder keeps its chat template: in <c>tokenizer_config.json</c>, or beside it as <c>chat_template.jinja</c>.</summary>
internal static class ChatTemplateFile
{
    /// <summary>The file that names special tokens, and usually holds the template.</summary>
    public const string Name = "tokenizer_config.json";

    private const string Separate = "chat_template.jinja";

    /// <summary>The template's text.</summary>
    /// <exception cref="LanguageException">There is none.</exception>
    public static string Read(string folder)
    {
        var inside = LanguageFolder.Parsed(folder, Name, static stream =>
        {
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind != JsonValueKind.Object ? throw new JsonException("it is no object")
                : !document.RootElement.TryGetProperty("chat_template", out var template) ? null
                : template.ValueKind switch
                {
                    JsonValueKind.String => template.GetString(),
                    JsonValueKind.Array => Default(template),
                    _ => null,
                };
        });
        var separate = Path.Combine(folder, Separate);
        var text = File.Exists(separate) ? File.ReadAllText(separate) : inside;
        return string.IsNullOrWhiteSpace(text)
            ? throw new LanguageException($"{Path.Combine(folder, Name)} has no chat template: it is a base model, not one that was taught to answer. Take its instruct version.")
            : text;
    }

    /// <summary>The token that ends a text, as the file writes it; null where it names none.</summary>
    public static string? EndToken(string folder) => LanguageFolder.Parsed(folder, Name, static stream =>
    {
        using var document = JsonDocument.Parse(stream);
        return !document.RootElement.TryGetProperty("eos_token", out var token) ? null
            : token.ValueKind == JsonValueKind.String ? token.GetString()
            : token.ValueKind == JsonValueKind.Object && token.TryGetProperty("content", out var content) ? content.GetString()
            : null;
    });

    // Some models have several, for tools or retrieval; what people chat with is the one called default.
    private static string? Default(JsonElement templates)
    {
        foreach (var entry in templates.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("name", out var name) && name.ValueEquals("default") && entry.TryGetProperty("template", out var text))
            {
                return text.GetString();
            }
        }

        return null;
    }
}
