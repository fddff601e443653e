using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Collections;

/// <summary>An index over a payload field.</summary>
/// <param name="Type">The type of the values.</param>
/// <param name="Params">Its parameters as they were given; null for none.</param>
internal sealed record PayloadIndex(string Type, JsonObject? Params)
{
    private static readonly string[] Types = ["keyword", "integer", "float", "bool", "geo", "datetime", "text", "uuid"];

    public bool IsRange => Type is "integer" or "float" or "datetime";

    public bool CanMatch => Type is "keyword" or "integer" or "bool" or "uuid";

    public static PayloadIndex Parse(JsonNode? schema, string end)
    {
        var given = schema as JsonObject;
        if ((given is null ? schema : given["type"]).TryText(out var type) && Types.Contains(type))
        {
            return new(type, (JsonObject?)given?.DeepClone());
        }

        throw QdrantError.Format($"data did not match any variant of untagged enum PayloadFieldSchema{end}");
    }

    public JsonObject ToJson(int points)
    {
        var json = new JsonObject { ["data_type"] = Type };
        if (Params is not null)
        {
            var parameters = (JsonObject)Params.DeepClone();
            if (Type == "integer")
            {
                parameters.TryAdd("is_principal", null);
            }

            json["params"] = parameters;
        }

        json["points"] = points;
        return json;
    }
}
