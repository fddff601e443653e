using System.Text.Json.Nodes;

namespace LlmRec.Testing.Qdrant.Points;

/// <summary>Reading a payload's field by its path (<c>a.b</c>, <c>a[].b</c>).</summary>
internal static class PayloadField
{
    /// <summary>What stands at a path; a missing field gives nothing, a null one a null.</summary>
    public static IReadOnlyList<JsonNode?> At(JsonObject payload, string path)
    {
        IReadOnlyList<JsonNode?> found = [payload];
        foreach (var part in path.Split('.'))
        {
            var (key, each) = part.EndsWith("[]", StringComparison.Ordinal) ? (part[..^2], true) : (part, false);
            found = [.. found.OfType<JsonObject>().Where(o => o.ContainsKey(key)).Select(o => o[key])];
            if (each)
            {
                found = [.. found.OfType<JsonArray>().SelectMany(a => a)];
            }
        }

        return found;
    }

    /// <summary>The single values at a path: a list counts as each of its values; nulls are left out.</summary>
    public static IEnumerable<JsonNode> Values(JsonObject payload, string path) =>
        At(payload, path).SelectMany(v => v is JsonArray array ? array : (IEnumerable<JsonNode?>)[v]).OfType<JsonNode>();
}
