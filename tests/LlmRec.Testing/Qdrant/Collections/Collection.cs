using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Points;

namespace LlmRec.Testing.Qdrant.Collections;

/// <summary>A collection: its parameters, indexes and points.</summary>
internal sealed class Collection(string name, CollectionConfig config)
{
    public string Name => name;

    public CollectionConfig Config => config;

    public SortedDictionary<PointId, Point> Points { get; } = [];

    public SortedDictionary<string, PayloadIndex> Indexes { get; } = new(StringComparer.Ordinal);

    /// <summary>The number of the last operation.</summary>
    public ulong Operation { get; set; }

    /// <summary>The number of a write's operation. Changes of indexes take two: one to drop what was there.</summary>
    public ulong NextOperation(uint operations = 1) => Operation += operations;

    public JsonObject Info(bool indexing)
    {
        var schema = new JsonObject();
        foreach (var (field, index) in Indexes)
        {
            schema[field] = index.ToJson(Points.Values.Count(p => PayloadField.Values(p.Payload, field).Any()));
        }

        return new()
        {
            ["status"] = indexing ? "yellow" : "green",
            ["optimizer_status"] = "ok",
            ["indexed_vectors_count"] = 0,
            ["points_count"] = Points.Count,
            ["segments_count"] = config.Segments,
            ["config"] = config.ToJson(),
            ["payload_schema"] = schema,
            ["update_queue"] = new JsonObject { ["length"] = 0 },
        };
    }

    public JsonObject ClusterInfo() => new()
    {
        ["peer_id"] = 1,
        ["shard_count"] = config.Shards,
        ["local_shards"] = new JsonArray([.. Enumerable.Range(0, config.Shards).Select(shard => (JsonNode)new JsonObject
        {
            ["shard_id"] = shard,
            ["points_count"] = Points.Keys.Count(id => id.Shard(config.Shards) == shard),
            ["state"] = "Active",
        })]),
        ["remote_shards"] = new JsonArray(),
        ["shard_transfers"] = new JsonArray(),
    };
}
