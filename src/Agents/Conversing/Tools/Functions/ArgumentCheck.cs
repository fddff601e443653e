using System.Globalization;
using System.Text.Json;

namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>Whether arguments fit a function's JSON schema: the keywords that schemas of functions are made of, and no more.</summary>
internal static class ArgumentCheck
{
    private const int Shown = 40;

    /// <summary>What is wrong with arguments, in words a model can act on; empty when they fit.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="arguments">The arguments, an object.</param>
    public static IReadOnlyList<string> Faults(JsonElement schema, JsonElement arguments) => [.. Faults(schema, arguments, "")];

    private static IEnumerable<string> Faults(JsonElement schema, JsonElement value, string path)
    {
        var name = path.Length == 0 ? "the arguments" : path;
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(t => Is(t, value)))
        {
            return [$"{name} must be {string.Join(" or ", Types(type).Where(t => t != "null").Select(Kind))}; it is {Text(value)}."];
        }

        if (schema.TryGetProperty("enum", out var options) && !options.EnumerateArray().Any(o => JsonElement.DeepEquals(o, value)))
        {
            return [$"{name} must be one of {string.Join(", ", options.EnumerateArray().Where(o => o.ValueKind != JsonValueKind.Null).Select(o => o.ToString()))}; it is {Text(value)}."];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(schema, value, path),
            JsonValueKind.Array => Bounds(schema, "Items", value.GetArrayLength(), name, "values")
                .Concat(schema.TryGetProperty("items", out var each) ? value.EnumerateArray().SelectMany((v, i) => Faults(each, v, $"{path}[{i}]")) : []),
            JsonValueKind.String => Bounds(schema, "Length", value.GetString()!.Length, name, "characters"),
            JsonValueKind.Number => OfNumber(schema, value.GetDouble(), name),
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string path)
    {
        var properties = schema.TryGetProperty("properties", out var found) ? found.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal) : [];
        string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";
        foreach (var required in schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [])
        {
            if (!value.TryGetProperty(required, out _))
            {
                yield return $"{Path(required)} is missing.";
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            if (properties.TryGetValue(property.Name, out var expected))
            {
                foreach (var fault in Faults(expected, property.Value, Path(property.Name)))
                {
                    yield return fault;
                }
            }
            else if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False)
            {
                yield return $"There is no argument {Text(property.Name)}; there {(properties.Count == 0 ? "are none" : $"is {string.Join(", ", properties.Keys)}")}.";
            }
        }
    }

    private static IEnumerable<string> Bounds(JsonElement schema, string what, int size, string name, string unit)
    {
        if (schema.TryGetProperty($"min{what}", out var least) && size < least.GetInt32())
        {
            yield return $"{name} must have at least {least.GetInt32()} {unit}; it has {size}.";
        }

        if (schema.TryGetProperty($"max{what}", out var most) && size > most.GetInt32())
        {
            yield return $"{name} may have at most {most.GetInt32()} {unit}; it has {size}.";
        }
    }

    private static IEnumerable<string> OfNumber(JsonElement schema, double value, string name)
    {
        if ((schema.TryGetProperty("minimum", out var least) && value < least.GetDouble()) | (schema.TryGetProperty("maximum", out var most) && value > most.GetDouble()))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{name} must be from {least} to {most}; it is {value}.");
        }
    }

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Null,
    };

    private static string Kind(string type) => type switch
    {
        "integer" => "a whole number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "an object",
        _ => $"a {type}",
    };

    private static string Text(JsonElement value) => Text(value.GetRawText());

    private static string Text(string text) => text.Length > Shown ? text[..Shown] + "…" : text;
}
