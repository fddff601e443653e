using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace;

/// <summary>Reads the parts of a <c>tokenizer.json</c>, with errors that name the part.</summary>
internal static class TokenizerJson
{
    /// <summary>A part by name; null where it is absent or null.</summary>
    public static JsonElement? Part(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var part) && part.ValueKind != JsonValueKind.Null ? part : null;

    /// <summary>The type of a component.</summary>
    /// <exception cref="JsonException">It has none.</exception>
    public static string TypeOf(JsonElement component, string part) => component.Part("type") is { ValueKind: JsonValueKind.String } type
        ? type.GetString()!
        : throw new JsonException($"the {part} has no \"type\"");

    /// <summary>A text that has to be there.</summary>
    /// <exception cref="JsonException">It is absent or no text.</exception>
    public static string RequiredText(this JsonElement component, string name) => component.Part(name) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw new JsonException($"\"{name}\" is missing or no text");

    /// <summary>A text, or null.</summary>
    public static string? OptionalText(this JsonElement component, string name) =>
        component.Part(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A list that has to be there.</summary>
    /// <exception cref="JsonException">It is absent or no list.</exception>
    public static IEnumerable<JsonElement> RequiredList(this JsonElement component, string name) => component.Part(name) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray()
        : throw new JsonException($"\"{name}\" is missing or no list");

    /// <summary>True or false, with what holds where it is absent.</summary>
    public static bool Flag(this JsonElement component, string name, bool otherwise) =>
        component.Part(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : otherwise;

    /// <summary>A whole number, with what holds where it is absent.</summary>
    /// <exception cref="JsonException">It is no whole number.</exception>
    public static int Number(this JsonElement component, string name, int otherwise) => component.Part(name) is not { } number ? otherwise
        : number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value
        : throw new JsonException($"\"{name}\" is no whole number");

    /// <summary>A vocabulary of tokens and their ids.</summary>
    /// <exception cref="JsonException">It is absent or something else.</exception>
    public static Dictionary<string, int> Vocabulary(this JsonElement model)
    {
        if (model.Part("vocab") is not { ValueKind: JsonValueKind.Object } vocab)
        {
            throw new JsonException("the model's \"vocab\" is missing or no object of tokens and ids");
        }

        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in vocab.EnumerateObject())
        {
            ids[token.Name] = token.Value.ValueKind == JsonValueKind.Number && token.Value.TryGetInt32(out var id) && id >= 0
                ? id
                : throw new JsonException($"the id of the token \"{token.Name}\" is no whole number");
        }

        return ids;
    }

    /// <summary>What is thrown for a component of a type that isn't built.</summary>
    public static JsonException Unknown(string part, string type, params string[] known) =>
        new($"the {part} of type \"{type}\" is not known; known: {string.Join(", ", known)}");
}
