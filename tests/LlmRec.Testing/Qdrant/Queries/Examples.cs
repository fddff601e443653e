using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Points;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Queries;

/// <summary>
/// The points that a request names as examples, prefetches included. Qdrant keeps them out of every list of the request: a
/// prefetch leaves out what another prefetch was made of.
/// </summary>
internal static class Examples
{
    public static HashSet<PointId> Of(JsonObject request) => [.. All(request)];

    private static IEnumerable<PointId> All(JsonNode? request) => OfQuery(request.Field("query"))
        .Concat(request.Field("prefetch") is { } prefetch ? prefetch.OneOrMany().SelectMany(All) : []);

    private static IEnumerable<PointId> OfQuery(JsonNode? query)
    {
        var (recommend, discover) = (query.Field("recommend"), query.Field("discover"));
        IEnumerable<JsonNode?> inputs =
        [
            query, query.Field("nearest"), discover.Field("target"),
            .. List(recommend.Field("positive")), .. List(recommend.Field("negative")),
            .. List(discover.Field("context")).SelectMany(pair => (JsonNode?[])[pair.Field("positive"), pair.Field("negative")]),
        ];
        return inputs.Where(input => PointId.TryParse(input, out _)).Select(PointId.Parse);
    }

    private static IEnumerable<JsonNode?> List(JsonNode? node) => node is null ? [] : node.OneOrMany();
}
