using System.Globalization;
using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Points;

/// <summary>A point's id: an unsigned number or a UUID. Numbers come before UUIDs.</summary>
internal readonly record struct PointId(bool IsUuid, UInt128 Value) : IComparable<PointId>
{
    public static PointId Parse(JsonNode? node) => TryParse(node, out var id)
        ? id
        : throw QdrantError.Format(
            $"value {(node.TryText(out var text) ? text : node?.ToJsonString() ?? "null")} is not a valid point ID, valid values are either an unsigned integer or a UUID");

    public static bool TryParse(JsonNode? node, out PointId id)
    {
        if (node.TryUnsigned(out var number))
        {
            id = new(false, number);
            return true;
        }

        var parsed = Guid.TryParse(node.TryText(out var text) ? text : null, out var uuid);
        id = parsed ? new(true, UInt128.Parse(uuid.ToString("N"), NumberStyles.HexNumber, CultureInfo.InvariantCulture)) : default;
        return parsed;
    }

    /// <summary>An id in a path.</summary>
    public static PointId Parse(string segment) =>
        Parse(ulong.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(segment));

    public int CompareTo(PointId other) => IsUuid != other.IsUuid ? IsUuid.CompareTo(other.IsUuid) : Value.CompareTo(other.Value);

    /// <summary>The shard it lies in.</summary>
    public int Shard(int shards) => (int)((Value ^ (Value >> 64)) % (UInt128)shards);

    public JsonNode ToJson() => IsUuid ? JsonValue.Create(ToString()) : JsonValue.Create((ulong)Value);

    public override string ToString() => IsUuid
        ? Guid.ParseExact(Value.ToString("x32", CultureInfo.InvariantCulture), "N").ToString()
        : Value.ToString(CultureInfo.InvariantCulture);
}
