using System.Text.Json.Nodes;
using NJsonSchema;

namespace LlmRec.Testing.Qdrant.Wire;

/// <summary>
/// Qdrant's own OpenAPI document, to hold requests to. Stricter than the document says: an unknown field or parameter,
/// which Qdrant ignores, is most likely a misspelt one.
/// </summary>
internal sealed class OpenApiDocument
{
    private static readonly Lazy<OpenApiDocument?> TheOne = new(() =>
        File.Exists(Path) ? new OpenApiDocument(JsonNode.Parse(File.ReadAllText(Path))!.AsObject()) : null);

    private readonly List<Operation> _operations = [];

    private OpenApiDocument(JsonObject document)
    {
        var bodies = new JsonObject();
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject().Where(m => m.Key is "get" or "put" or "post" or "patch" or "delete"))
            {
                var body = operation!["requestBody"]?["content"]?["application/json"]?["schema"];
                var name = $"{method} {path}";
                if (body is not null)
                {
                    bodies[name] = body.DeepClone();
                }

                _operations.Add(new(name, method, path.Split('/')[1..], [.. (operation["parameters"] as JsonArray ?? []).Where(p => p!["in"]!.ToString() == "query").Select(p => p!["name"]!.ToString())], body is not null));
            }
        }

        var schema = new JsonObject { ["definitions"] = document["components"]!["schemas"]!.DeepClone(), ["properties"] = bodies };
        Translate(schema);
        Bodies = JsonSchema.FromJsonAsync(schema.ToJsonString()).GetAwaiter().GetResult();
    }

    /// <summary>The document; null on a machine without ../shared.</summary>
    public static OpenApiDocument? Shared => TheOne.Value;

    private static string Path => SharedFolder.PathOf("specs/qdrant-openapi.json");

    private JsonSchema Bodies { get; }

    /// <summary>What a request violates; null when it is as the document says, or speaks of a path the document does not know.</summary>
    public string? Violation(string method, string[] path, IEnumerable<string> parameters, string body)
    {
        // A literal segment is more than a placeholder: /collections/aliases is no collection.
        var operation = _operations
            .Where(o => o.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && o.Matches(path))
            .MinBy(o => o.Path.Count(segment => segment.StartsWith('{')));
        if (operation is null)
        {
            return null;
        }

        if (parameters.FirstOrDefault(p => !operation.Parameters.Contains(p)) is { } unknown)
        {
            return $"{operation.Name}: no parameter '{unknown}'";
        }

        if (!operation.HasBody)
        {
            return body.Length > 0 ? $"{operation.Name}: takes no body" : null;
        }

        try
        {
            var errors = Bodies.Properties[operation.Name].ActualSchema.Validate(body);
            return errors.Count == 0 ? null : $"{operation.Name}: {string.Join("; ", errors.Select(e => e.ToString().ReplaceLineEndings(" ")))}";
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException)
        {
            // The validator reads whole numbers as signed ones of 64 bits; Qdrant's ids are unsigned.
            return null;
        }
    }

    /// <summary>From OpenAPI 3.0 to JSON Schema: references, <c>nullable</c>, and objects closed against unknown fields.</summary>
    private static void Translate(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var element in array)
            {
                Translate(element);
            }
        }
        else if (node is JsonObject schema)
        {
            foreach (var (_, child) in schema.ToList())
            {
                Translate(child);
            }

            if (schema["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var target))
            {
                schema["$ref"] = target.Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
            }

            if (schema["nullable"] is JsonValue nullable && nullable.TryGetValue<bool>(out var isNullable) && isNullable)
            {
                schema.Remove("nullable");
                schema["type"] = schema["type"] is { } type ? new JsonArray(type.DeepClone(), "null") : "null";
                if (schema["enum"] is JsonArray values)
                {
                    values.Add(null);
                }
            }

            if (schema["anyOf"] is JsonArray choices && choices.Any(c => c?["items"]?["type"]?.ToString() == "number"))
            {
                // Several vectors of a point, which the stand-in does not take: every number of a single one would be a fault of this choice.
                foreach (var several in choices.Where(c => c?["items"]?["type"]?.ToString() == "array").ToList())
                {
                    choices.Remove(several);
                }
            }

            if (schema["properties"] is JsonObject && schema["type"]?.ToString() == "object" && schema["additionalProperties"] is null)
            {
                schema["additionalProperties"] = false;
            }
        }
    }

    private sealed record Operation(string Name, string Method, string[] Path, IReadOnlyList<string> Parameters, bool HasBody)
    {
        public bool Matches(string[] path) => path.Length == Path.Length && path.Zip(Path).All(s => s.Second.StartsWith('{') || s.First == s.Second);
    }
}
