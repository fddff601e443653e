using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Points;

/// <summary>What of a point is answered: <c>with_payload</c> and <c>with_vector</c>.</summary>
internal sealed class Selection
{
    private readonly Func<string, bool>? _payload;
    private readonly bool _vector;

    private Selection(Func<string, bool>? payload, bool vector)
    {
        _payload = payload;
        _vector = vector;
    }

    public static Selection Everything { get; } = new(_ => true, true);

    /// <param name="request">The request.</param>
    /// <param name="withPayload">Whether the payload comes when the request does not say.</param>
    public static Selection Of(JsonObject request, bool withPayload)
    {
        var vector = request["with_vector"] is { } asked && (!asked.TryFlag(out var flag) || flag);
        return new(Fields(request["with_payload"], withPayload), vector);
    }

    /// <summary>A point as scrolling and reading by id give it.</summary>
    public JsonNode Record(Point point) => With([], point);

    public JsonNode Ordered(Point point, JsonNode orderValue)
    {
        var record = With([], point);
        record["order_value"] = orderValue.DeepClone();
        return record;
    }

    /// <summary>A point as queries give it.</summary>
    public JsonObject Scored(Point point, float score, ulong version) => With(new() { ["version"] = version, ["score"] = score }, point);

    private JsonObject With(JsonObject record, Point point)
    {
        record["id"] = point.Id.ToJson();
        if (_payload is not null)
        {
            record["payload"] = new JsonObject(point.Payload.Where(f => _payload(f.Key)).Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
        }

        if (_vector)
        {
            record["vector"] = new JsonArray([.. point.Vector.Select(v => (JsonNode)JsonValue.Create(v))]);
        }

        return record;
    }

    private static Func<string, bool>? Fields(JsonNode? asked, bool otherwise) => asked switch
    {
        null => otherwise ? _ => true : null,
        JsonArray only => Names(only).Contains,
        JsonObject { Count: 1 } one when one["include"] is JsonArray include => Names(include).Contains,
        JsonObject { Count: 1 } one when one["exclude"] is JsonArray exclude => field => !Names(exclude).Contains(field),
        _ => asked.TryFlag(out var flag) && flag ? _ => true : null,
    };

    private static HashSet<string> Names(JsonArray names) => [.. names.Select(n => n.TryText(out var name) ? name : "")];
}
