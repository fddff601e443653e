using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmRec.Agents.Mcp;

/// <summary>Reads what an agent sends, and says of what is wrong how it is right: the message is all that the agent has to try again with.</summary>
internal static class ToolArguments
{
    private const int LongestQuoted = 60;

    /// <summary>The arguments as a record.</summary>
    /// <exception cref="ToolInputException">They don't fit the schema.</exception>
    public static T Read<T>(IReadOnlyDictionary<string, JsonElement> sent, JsonElement schema, JsonSerializerOptions json)
        where T : class
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        string[] names = known.ValueKind == JsonValueKind.Object ? [.. known.EnumerateObject().Select(p => p.Name)] : [];
        if (sent.Keys.FirstOrDefault(k => !names.Contains(k)) is { } unknown)
        {
            throw new ToolInputException($"There is no argument '{Shortened(unknown)}'; there are {string.Join(", ", names)}.");
        }

        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(r => r.GetString()!) : [])
        {
            if (!sent.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                throw new ToolInputException($"{name} is missing: {DescriptionOf(known, name)}");
            }
        }

        try
        {
            // What is null was not said: its default stands.
            var given = new JsonObject([.. sent.Where(s => s.Value.ValueKind != JsonValueKind.Null).Select(s => KeyValuePair.Create(s.Key, (JsonNode?)JsonNode.Parse(s.Value.GetRawText())))]);
            return Checked(given.Deserialize<T>(json)!);
        }
        catch (JsonException e)
        {
            var name = (e.Path ?? "$").TrimStart('$', '.').Split('.', '[')[0];
            throw new ToolInputException(names.Contains(name) ? $"{name} has the wrong type: {DescriptionOf(known, name)}" : "The arguments can't be read. Send a JSON object.");
        }
    }

    private static T Checked<T>(T read)
        where T : class
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(read, new ValidationContext(read), faults, validateAllProperties: true)
            ? read
            : throw new ToolInputException(string.Join(' ', faults.Select(f => f.ErrorMessage)));
    }

    private static string DescriptionOf(JsonElement properties, string name) =>
        properties.GetProperty(name) is var property && property.TryGetProperty("description", out var text) ? text.GetString()! : $"it is described in the tool's schema.";

    private static string Shortened(string text) => text.Length <= LongestQuoted ? text : text[..LongestQuoted] + "…";
}
