using System.Buffers;
using System.Text.Json;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>The bodies of requests, as Qdrant's OpenAPI document (1.18) describes them.</summary>
internal static class QdrantBodies
{
    public const string KeyField = "key";
    public const string IdField = "id";
    public const string YearField = "year";
    public const string TagsField = "tags";

    /// <summary>A new collection of cosine vectors.</summary>
    public static ReadOnlyMemory<byte> Collection(int dimension, QdrantOptions options) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("vectors");
        json.WriteNumber("size", dimension);
        json.WriteString("distance", "Cosine");
        json.WriteEndObject();
        json.WriteStartObject("hnsw_config");
        json.WriteNumber("m", options.M);
        json.WriteNumber("ef_construct", options.EfConstruct);
        json.WriteEndObject();
        if (options.Quantization == "int8")
        {
            json.WriteStartObject("quantization_config");
            json.WriteStartObject("scalar");
            json.WriteString("type", "int8");
            json.WriteNumber("quantile", 0.99);
            json.WriteBoolean("always_ram", true);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        Optional(json, "shard_number", options.ShardNumber);
        Optional(json, "replication_factor", options.ReplicationFactor);
        Optional(json, "write_consistency_factor", options.WriteConsistencyFactor);
        json.WriteEndObject();
    });

    /// <summary>An index over the owners' keys, which are looked up but never compared by size.</summary>
    public static ReadOnlyMemory<byte> KeyIndex { get; } = IntegerIndex(KeyField, lookup: true, range: false);

    /// <summary>An index over years, which are compared by size but never looked up.</summary>
    public static ReadOnlyMemory<byte> YearIndex { get; } = IntegerIndex(YearField, lookup: false, range: true);

    /// <summary>An index over tags.</summary>
    public static ReadOnlyMemory<byte> TagsIndex { get; } = Written(json =>
    {
        json.WriteStartObject();
        json.WriteString("field_name", TagsField);
        json.WriteString("field_schema", "keyword");
        json.WriteEndObject();
    });

    /// <summary>All points are counted, exactly.</summary>
    public static ReadOnlyMemory<byte> ExactCount { get; } = Written(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("exact", true);
        json.WriteEndObject();
    });

    /// <summary>
    /// Points an alias at a collection: a single action, because a list of them is not all-or-nothing, and this one moves an
    /// existing alias in one step.
    /// </summary>
    public static ReadOnlyMemory<byte> Alias(string alias, string collection) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("actions");
        json.WriteStartObject();
        json.WriteStartObject("create_alias");
        json.WriteString("collection_name", collection);
        json.WriteString("alias_name", alias);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>
    /// Deletes the points of owners. By key, because the store no longer knows the id of a deleted owner; and an id that was
    /// given to a new owner since is not that owner's key.
    /// </summary>
    public static ReadOnlyMemory<byte> Deletion(IEnumerable<int> keys) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("filter");
        json.WriteStartArray("must");
        QdrantFilters.AnyKey(json, keys);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }

    public static void Vector(Utf8JsonWriter json, ReadOnlySpan<float> vector)
    {
        json.WriteStartArray();
        foreach (var number in vector)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> IntegerIndex(string field, bool lookup, bool range) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteString("field_name", field);
        json.WriteStartObject("field_schema");
        json.WriteString("type", "integer");
        json.WriteBoolean("lookup", lookup);
        json.WriteBoolean("range", range);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Optional(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
