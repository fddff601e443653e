using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Filters;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Points;

/// <summary>The reading operations on a collection's points that need no vector.</summary>
internal sealed class PointReads(Collection collection, string end)
{
    private const string IndexHelp = "Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support";

    /// <summary>A point with all that belongs to it.</summary>
    public JsonNode One(PointId id) => collection.Points.TryGetValue(id, out var point)
        ? Selection.Everything.Record(point)
        : throw QdrantError.NotFound($"Point with id {id} does not exists!");

    /// <summary>Points by id, in the order asked for; missing ones are left out.</summary>
    public JsonArray Some(JsonObject request)
    {
        var selection = Selection.Of(request, withPayload: true);
        return [.. (request["ids"] as JsonArray ?? []).Select(PointId.Parse)
            .Select(id => collection.Points.GetValueOrDefault(id)).OfType<Point>()
            .Select(selection.Record)];
    }

    public int Count(JsonObject request)
    {
        var filter = new FilterReader(collection, end).Read(request["filter"]);
        return collection.Points.Values.Count(filter.Allows);
    }

    /// <summary>Points by id, a page at a time, or in the order of a field.</summary>
    public JsonObject Scroll(JsonObject request)
    {
        var selection = Selection.Of(request, withPayload: true);
        var filter = new FilterReader(collection, end).Read(request["filter"]);
        var limit = request["limit"].TryNumber(out var given) ? (int)given : 10;
        var allowed = collection.Points.Values.Where(filter.Allows);
        if (request["order_by"] is { } order)
        {
            return new() { ["points"] = new JsonArray([.. Ordered(order, allowed).Take(limit).Select(o => selection.Ordered(o.Point, o.Value))]), ["next_page_offset"] = null };
        }

        if (request["offset"] is { } offset)
        {
            var from = PointId.Parse(offset);
            allowed = allowed.Where(p => p.Id.CompareTo(from) >= 0);
        }

        var page = allowed.Take(limit + 1).ToList();
        return new()
        {
            ["points"] = new JsonArray([.. page.Take(limit).Select(selection.Record)]),
            ["next_page_offset"] = page.Count > limit ? page[^1].Id.ToJson() : null,
        };
    }

    /// <summary>Points that have a field, in its order; of the field's values the one that puts the point first.</summary>
    public IEnumerable<(Point Point, JsonNode Value)> Ordered(JsonNode order, IEnumerable<Point> points)
    {
        var key = order.TryText(out var field) ? field : order.Field("key").TryText(out var named) ? named : "";
        if (collection.Indexes.GetValueOrDefault(key)?.IsRange != true)
        {
            throw QdrantError.WrongInput($"No range index for `order_by` key: `{key}`. Please create one to use `order_by`. {IndexHelp} Range conditions");
        }

        var valued = points.SelectMany(p => PayloadField.Values(p.Payload, key).Select(v => (Point: p, Value: v, Number: v.TryNumber(out var n) ? n : 0, Text: v.ToString())));
        var descends = order.Field("direction").TryText(out var direction) && direction == "desc";
        return (descends
            ? valued.OrderByDescending(v => v.Number).ThenByDescending(v => v.Text, StringComparer.Ordinal)
            : valued.OrderBy(v => v.Number).ThenBy(v => v.Text, StringComparer.Ordinal)).Select(v => (v.Point, v.Value)).DistinctBy(v => v.Point.Id);
    }

    /// <summary>How many points have each value of a field.</summary>
    public JsonObject Facet(JsonObject request)
    {
        var key = request["key"].TryText(out var given) ? given : "";
        if (collection.Indexes.GetValueOrDefault(key)?.CanMatch != true)
        {
            throw QdrantError.WrongInput($"No appropriate index for faceting: `{key}`. Please create one to facet on this field. {IndexHelp} Match conditions");
        }

        var filter = new FilterReader(collection, end).Read(request["filter"]);
        var counts = collection.Points.Values.Where(filter.Allows)
            .SelectMany(p => PayloadField.Values(p.Payload, key).DistinctBy(v => v.ToJsonString()))
            .GroupBy(v => v.ToJsonString())
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(request["limit"].TryNumber(out var limit) ? (int)limit : 10);
        return new()
        {
            ["hits"] = new JsonArray([.. counts.Select(g => (JsonNode)new JsonObject { ["value"] = g.First().DeepClone(), ["count"] = g.Count() })]),
        };
    }
}
