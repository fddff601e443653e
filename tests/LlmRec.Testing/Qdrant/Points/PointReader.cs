using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Points;

/// <summary>Reads points to be written, in the order in which Qdrant finds faults.</summary>
internal static class PointReader
{
    /// <summary>Reads the points of an upsert, in either of its forms, without a version yet.</summary>
    public static IReadOnlyList<Point> Upserted(JsonObject request, Collection collection)
    {
        var given = request["batch"] is JsonObject columns ? Rows(columns) : [.. (request["points"] as JsonArray ?? []).Select(Shape)];
        if (given.Count == 0)
        {
            throw QdrantError.BadRequest("Empty update request");
        }

        return [.. given.Select(point => new Point(PointId.Parse(point["id"]), Vector(point["vector"], collection), Payload(point["payload"]), 0))];
    }

    /// <summary>Reads new vectors of points.</summary>
    public static IReadOnlyList<(PointId Id, float[] Vector)> Vectors(JsonObject request, Collection collection) =>
        [.. (request["points"] as JsonArray ?? []).Select(Shape).Select(point => (PointId.Parse(point["id"]), Vector(point["vector"], collection)))];

    public static JsonObject Payload(JsonNode? payload) => payload switch
    {
        null => [],
        JsonObject map => (JsonObject)map.DeepClone(),
        _ => throw QdrantError.Format($"invalid type: {payload.Described()}, expected a map"),
    };

    private static JsonObject Shape(JsonNode? point) => point as JsonObject ?? throw QdrantError.Format($"invalid type: {point.Described()}, expected struct PointStruct");

    private static List<JsonObject> Rows(JsonObject columns)
    {
        var ids = columns["ids"] as JsonArray ?? [];
        var vectors = columns["vectors"] as JsonArray ?? throw QdrantError.NotBuilt("named vectors");
        return [.. ids.Select((id, i) => new JsonObject
        {
            ["id"] = id?.DeepClone(),
            ["vector"] = vectors[i]?.DeepClone(),
            ["payload"] = (columns["payloads"] as JsonArray)?[i]?.DeepClone(),
        })];
    }

    private static float[] Vector(JsonNode? node, Collection collection)
    {
        if (node.TryVector(out var vector))
        {
            if (vector.Length == 0)
            {
                throw QdrantError.Invalid("points[0].vector.vector: dense vector must not be empty");
            }

            var vectors = collection.Config.Vectors ?? throw QdrantError.WrongInput("Not existing vector name error: ");
            vectors.Check(vector);
            return vectors.Prepared(vector);
        }

        if (node is JsonObject named)
        {
            // Found out only when the operation is applied: it takes a number.
            collection.NextOperation();
            throw QdrantError.WrongInput($"Not existing vector name error: {named.FirstOrDefault().Key}");
        }

        throw QdrantError.Format("data did not match any variant of untagged enum VectorStruct");
    }
}
