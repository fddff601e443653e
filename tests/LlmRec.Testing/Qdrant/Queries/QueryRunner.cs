using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Filters;
using LlmRec.Testing.Qdrant.Points;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Queries;

/// <summary>The query endpoint: prefetches, then the query over what they found, or over all points.</summary>
internal sealed class QueryRunner(Collection collection, string end)
{
    private static readonly string[] NotBuilt = ["context", "formula", "sample", "feedback", "relevance_feedback", "indices"];

    public JsonObject Run(JsonObject request) => new() { ["points"] = Rendered(request, Page(request)) };

    /// <summary>The older endpoint for nearest points.</summary>
    public JsonArray Search(JsonObject request)
    {
        var query = (JsonObject)request.DeepClone();
        query["query"] = request["vector"]?.DeepClone();
        return Rendered(query, Page(query));
    }

    /// <summary>The best points of each value of a field.</summary>
    public JsonObject Groups(JsonObject request)
    {
        var field = request["group_by"].TryText(out var given) ? given : "";
        var size = request["group_size"].TryNumber(out var most) ? (int)most : 3;
        var groups = Hits(request, Examples.Of(request))
            .SelectMany(hit => PayloadField.Values(hit.Point.Payload, field).Select(value => (Hit: hit, Value: value)))
            .GroupBy(h => h.Value.ToJsonString())
            .Take(Limit(request));
        return new()
        {
            ["groups"] = new JsonArray([.. groups.Select(g => (JsonNode)new JsonObject
            {
                ["hits"] = Rendered(request, g.Select(h => h.Hit).Take(size)),
                ["id"] = g.First().Value.DeepClone(),
            })]),
        };
    }

    private static JsonArray Rendered(JsonObject request, IEnumerable<Hit> hits)
    {
        var selection = Selection.Of(request, withPayload: false);
        // Points that no vector was compared with come without their version.
        var orderedBy = request["query"].Field("order_by") is { } by ? by.TryText(out var field) ? field : by.Field("key")?.ToString() : null;
        var isScored = request["query"] is not null && orderedBy is null;
        return [.. hits.Select(hit =>
        {
            var rendered = selection.Scored(hit.Point, hit.Score, isScored ? hit.Point.Version : 0);
            if (orderedBy is not null)
            {
                rendered["order_value"] = PayloadField.Values(hit.Point.Payload, orderedBy).First().DeepClone();
            }

            return (JsonNode)rendered;
        })];
    }

    private IEnumerable<Hit> Page(JsonObject request) => Page(request, Examples.Of(request));

    private IEnumerable<Hit> Page(JsonObject request, HashSet<PointId> examples) =>
        Hits(request, examples).Skip(request["offset"].TryNumber(out var offset) ? (int)offset : 0).Take(Limit(request));

    /// <summary>Everything that a query finds, best first.</summary>
    private IEnumerable<Hit> Hits(JsonObject request, HashSet<PointId> examples)
    {
        Limit(request);
        if (request["using"].TryText(out var name) && name.Length > 0)
        {
            throw QdrantError.WrongInput($"Not existing vector name error: {name}");
        }

        if (request["lookup_from"] is not null)
        {
            throw QdrantError.NotBuilt("vectors of another collection");
        }

        var filter = new FilterReader(collection, end).Read(request["filter"]);
        var lists = request["prefetch"] is { } prefetch
            ? prefetch.OneOrMany().OfType<JsonObject>().Select(p => (IReadOnlyList<Hit>)[.. Page(p, examples)]).ToList()
            : null;
        var candidates = (lists?.SelectMany(list => list.Select(h => h.Point)).DistinctBy(p => p.Id) ?? collection.Points.Values).Where(p => filter.Allows(p) && !examples.Contains(p.Id));
        var hits = Query(request["query"], candidates, lists);
        return request["score_threshold"].TryNumber(out var threshold) ? hits.Where(h => h.Score >= threshold) : hits;
    }

    private IEnumerable<Hit> Query(JsonNode? query, IEnumerable<Point> candidates, IReadOnlyList<IReadOnlyList<Hit>>? lists)
    {
        var scorers = new Scorers(collection, end);
        switch (query)
        {
            case null:
                return candidates.OrderBy(p => p.Id).Select(p => new Hit(p, 1));
            case JsonObject o when NotBuilt.FirstOrDefault(o.ContainsKey) is { } kind:
                throw QdrantError.NotBuilt($"the query {kind}");
            case JsonObject o when o.ContainsKey("mmr"):
                throw QdrantError.NotBuilt("the query mmr");
            case JsonObject o when o["order_by"] is { } order:
                return new PointReads(collection, end).Ordered(order, candidates).Select(p => new Hit(p.Point, 1));
            case JsonObject o when o.ContainsKey("fusion") || o.ContainsKey("rrf"):
                return Fused(o, lists ?? throw QdrantError.WrongInput("Validation failed: cannot apply Fusion without prefetches"));
            case JsonObject o when o.ContainsKey("nearest"):
                return Scored(scorers.Nearest(o["nearest"]), candidates);
            case JsonObject o when o.ContainsKey("recommend"):
                return Scored(scorers.Recommend(o["recommend"]), candidates);
            case JsonObject o when o.ContainsKey("discover"):
                return Scored(scorers.Discover(o["discover"]), candidates);
            case JsonObject:
                throw QdrantError.Format($"Expected some form of vector, id, or a type of query{end}");
            default:
                return Scored(scorers.Nearest(query), candidates);
        }
    }

    private static IEnumerable<Hit> Fused(JsonObject query, IReadOnlyList<IReadOnlyList<Hit>> lists)
    {
        if (query["fusion"].TryText(out var fusion) && fusion == "dbsf")
        {
            return Fusion.ByDistribution(lists);
        }

        var weights = (query["rrf"].Field("weights") as JsonArray ?? []).Select(w => w.TryNumber(out var weight) ? (float)weight : 1).ToList();
        return Fusion.ByRank(lists, query["rrf"].Field("k").TryNumber(out var k) ? (float)k : 2, weights);
    }

    private static IEnumerable<Hit> Scored(Scorer scorer, IEnumerable<Point> candidates)
    {
        var hits = candidates.Select(p => new Hit(p, scorer.Score(p)));
        // Among equal scores Qdrant's order is that of its storage: a client may rely on none.
        return (scorer.HigherIsBetter ? hits.OrderByDescending(h => h.Score) : hits.OrderBy(h => h.Score)).ThenBy(h => h.Point.Id);
    }

    private int Limit(JsonObject request)
    {
        if (request["limit"] is not { } given)
        {
            return 10;
        }

        if (!given.TryUnsigned(out var limit))
        {
            throw QdrantError.Format($"invalid value: {given.Described()}, expected usize{end}");
        }

        if (limit == 0)
        {
            throw QdrantError.Invalid("internal.limit: value 0 invalid, must be 1 or larger");
        }

        return limit <= collection.Config.MostPoints.GetValueOrDefault(double.MaxValue)
            ? (int)Math.Min(limit, int.MaxValue)
            : throw QdrantError.BadRequest($"Limit exceeded {limit} > {collection.Config.MostPoints} for \"limit\". Help: Reduce the \"limit\" parameter to or below {collection.Config.MostPoints}.");
    }
}
