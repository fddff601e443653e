using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Filters;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Points;

/// <summary>The writing operations on a collection's points.</summary>
/// <param name="collection">The collection.</param>
/// <param name="end">Where the body ends.</param>
/// <param name="reaches">Whether a point's shard can be written to.</param>
internal sealed class PointWrites(Collection collection, string end, Func<PointId, bool> reaches)
{
    /// <summary>Writes whole points; one that is wrong keeps all of them out.</summary>
    public ulong Upsert(JsonObject request)
    {
        var points = PointReader.Upserted(request, collection);
        var mode = request["update_mode"].TryText(out var given) ? given : "upsert";
        var filter = Filter(request["update_filter"]);
        var operation = collection.NextOperation();
        foreach (var point in points.Where(p => reaches(p.Id)))
        {
            var isWanted = collection.Points.TryGetValue(point.Id, out var present)
                ? mode != "insert_only" && filter.Allows(present)
                : mode != "update_only";
            if (isWanted)
            {
                collection.Points[point.Id] = point with { Version = operation };
            }
        }

        return operation;
    }

    public ulong Delete(JsonObject request)
    {
        var ids = Targets(request);
        var operation = collection.NextOperation();
        foreach (var id in ids.Where(reaches))
        {
            collection.Points.Remove(id);
        }

        return operation;
    }

    public ulong UpdateVectors(JsonObject request)
    {
        var vectors = PointReader.Vectors(request, collection);
        var operation = collection.NextOperation();
        foreach (var (id, vector) in vectors.Where(v => reaches(v.Id)))
        {
            collection.Points[id] = Present(id) with { Vector = vector, Version = operation };
        }

        return operation;
    }

    /// <summary>Adds fields to payloads, other fields stay.</summary>
    public ulong SetPayload(JsonObject request)
    {
        var added = PointReader.Payload(request["payload"]);
        return ChangePayload(request, payload =>
        {
            foreach (var (key, value) in added)
            {
                payload[key] = value?.DeepClone();
            }

            return payload;
        });
    }

    public ulong ReplacePayload(JsonObject request)
    {
        var payload = PointReader.Payload(request["payload"]);
        return ChangePayload(request, _ => (JsonObject)payload.DeepClone());
    }

    public ulong DeletePayload(JsonObject request)
    {
        var keys = (request["keys"] as JsonArray ?? []).Select(k => k.TryText(out var key) ? key : "").ToList();
        return ChangePayload(request, payload =>
        {
            keys.ForEach(key => payload.Remove(key));
            return payload;
        });
    }

    public ulong ClearPayload(JsonObject request) => ChangePayload(request, _ => []);

    /// <summary>Runs operations one after another; stops at a bad one and keeps those before it.</summary>
    public IReadOnlyList<ulong> Batch(JsonObject request) =>
        [.. (request["operations"] as JsonArray ?? []).OfType<JsonObject>().Select(operation => One(operation.First().Key, operation.First().Value as JsonObject ?? []))];

    private ulong One(string kind, JsonObject request) => kind switch
    {
        "upsert" => Upsert(request),
        "delete" => Delete(request),
        "set_payload" => SetPayload(request),
        "overwrite_payload" => ReplacePayload(request),
        "delete_payload" => DeletePayload(request),
        "clear_payload" => ClearPayload(request),
        "update_vectors" => UpdateVectors(request),
        _ => throw QdrantError.NotBuilt($"the operation {kind}"),
    };

    private ulong ChangePayload(JsonObject request, Func<JsonObject, JsonObject> change)
    {
        if (request.ContainsKey("key"))
        {
            throw QdrantError.NotBuilt("payload under a key");
        }

        var ids = Targets(request);
        var operation = collection.NextOperation();
        foreach (var id in ids.Where(reaches))
        {
            var point = Present(id);
            collection.Points[id] = point with { Payload = change((JsonObject)point.Payload.DeepClone()), Version = operation };
        }

        return operation;
    }

    private List<PointId> Targets(JsonObject request)
    {
        if (request["filter"] is { } given)
        {
            var filter = Filter(given);
            return [.. collection.Points.Values.Where(filter.Allows).Select(p => p.Id)];
        }

        return [.. (request["points"] as JsonArray ?? []).Select(PointId.Parse)];
    }

    private Condition Filter(JsonNode? filter) => new FilterReader(collection, end).Read(filter);

    private Point Present(PointId id) => collection.Points.GetValueOrDefault(id) ?? throw QdrantError.NoPoint(id);
}
