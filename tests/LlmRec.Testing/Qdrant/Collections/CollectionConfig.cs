using System.Globalization;
using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Collections;

/// <summary>A collection's parameters: what was asked for over Qdrant's defaults.</summary>
internal sealed class CollectionConfig
{
    private readonly JsonObject _params;
    private readonly JsonObject _hnsw = new() { ["m"] = 16, ["ef_construct"] = 100, ["full_scan_threshold"] = 10000, ["max_indexing_threads"] = 0, ["on_disk"] = false };
    private readonly JsonObject _optimizer = new()
    {
        ["deleted_threshold"] = 0.2,
        ["vacuum_min_vector_number"] = 1000,
        ["default_segment_number"] = 2,
        ["max_segment_size"] = null,
        ["memmap_threshold"] = null,
        ["indexing_threshold"] = 10000,
        ["flush_interval_sec"] = 5,
        ["max_optimization_threads"] = null,
        ["prevent_unoptimized"] = null,
    };

    private JsonNode? _quantization;
    private JsonObject? _strict;

    public CollectionConfig(JsonBody body, int defaultShards)
    {
        var request = body.Root as JsonObject ?? throw QdrantError.Format($"invalid type: {body.Root.Described()}, expected struct CreateCollection{body.End}");
        Vectors = VectorsOf(request["vectors"], body.End);
        if (request["sparse_vectors"] is not null)
        {
            throw QdrantError.NotBuilt("sparse vectors");
        }

        Apply(request, body);
        _params = new() { ["vectors"] = request["vectors"]?.DeepClone() ?? new JsonObject() };
        _params["shard_number"] = Shards = Whole(request, "shard_number", defaultShards);
        _params["replication_factor"] = Replicas = Whole(request, "replication_factor", 1);
        _params["write_consistency_factor"] = WriteConsistency = Whole(request, "write_consistency_factor", 1);
        _params["on_disk_payload"] = request["on_disk_payload"]?.DeepClone() ?? true;
    }

    public VectorParams? Vectors { get; }

    public int Shards { get; }

    public int Replicas { get; }

    public int WriteConsistency { get; }

    public int Segments => 2 * Shards;

    /// <summary>The most points a query may ask for; null for any number.</summary>
    public double? MostPoints => IsStrict && _strict!["max_query_limit"].TryNumber(out var most) ? most : null;

    /// <summary>Whether a filter needs an index over the field it reads.</summary>
    public bool FiltersNeedIndexes => IsStrict && _strict!["unindexed_filtering_retrieve"].TryFlag(out var allowed) && !allowed;

    private bool IsStrict => _strict?["enabled"].TryFlag(out var enabled) == true && enabled;

    /// <summary>Applies what a creation and a change have in common.</summary>
    public void Apply(JsonObject request, JsonBody body)
    {
        CheckHnsw(request["hnsw_config"] as JsonObject, body);
        CheckQuantile(request["quantization_config"].Field("scalar").Field("quantile"));
        Merge(_hnsw, request["hnsw_config"]);
        Merge(_optimizer, request["optimizers_config"]);
        if (request["quantization_config"] is { } quantization)
        {
            _quantization = quantization is JsonObject ? quantization.DeepClone() : null;
        }

        if (request["strict_mode_config"] is JsonObject strict)
        {
            _strict ??= [];
            Merge(_strict, strict);
        }
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["params"] = _params.DeepClone(),
            ["hnsw_config"] = _hnsw.DeepClone(),
            ["optimizer_config"] = _optimizer.DeepClone(),
            ["wal_config"] = new JsonObject { ["wal_capacity_mb"] = 32, ["wal_segments_ahead"] = 0, ["wal_retain_closed"] = 1 },
            ["quantization_config"] = _quantization?.DeepClone(),
        };
        if (_strict is not null)
        {
            json["strict_mode_config"] = _strict.DeepClone();
        }

        return json;
    }

    private static VectorParams? VectorsOf(JsonNode? vectors, string end)
    {
        if (vectors is null)
        {
            return null;
        }

        if (vectors is JsonObject given && !given.ContainsKey("size") && given.Count > 0 && given.All(v => v.Value is JsonObject))
        {
            throw QdrantError.NotBuilt("named vectors");
        }

        return vectors is JsonObject named && named["size"].TryUnsigned(out var size) && size is > 0 and <= 65_535
            && named["distance"].TryText(out var distance) && Enum.TryParse<Distance>(distance, out var known)
            ? new((int)size, known)
            : throw QdrantError.Format($"data did not match any variant of untagged enum VectorsConfig{end}");
    }

    private static void CheckHnsw(JsonObject? hnsw, JsonBody body)
    {
        foreach (var (_, value) in hnsw ?? [])
        {
            if (value.IsInteger() && !value.TryUnsigned(out _))
            {
                throw QdrantError.Format($"invalid value: {value.Described()}, expected usize{body.EndOf(value)}");
            }
        }
    }

    private static void CheckQuantile(JsonNode? quantile)
    {
        if (quantile.TryNumber(out var number) && number is < 0.5 or > 1)
        {
            throw QdrantError.Invalid($"quantization_config.scalar.quantile: value {number.ToString("0.0##", CultureInfo.InvariantCulture)} invalid, must be from 0.5 to 1.0");
        }
    }

    private static int Whole(JsonObject request, string name, int otherwise) => request[name].TryNumber(out var number) ? (int)number : otherwise;

    private static void Merge(JsonObject into, JsonNode? changes)
    {
        foreach (var (key, value) in changes as JsonObject ?? [])
        {
            into[key] = value?.DeepClone();
        }
    }
}
