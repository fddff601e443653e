using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Points;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Filters;

/// <summary>Reads filters: clauses of conditions, which may be filters again.</summary>
/// <param name="collection">The collection that is filtered.</param>
/// <param name="end">Where the body ends: where Qdrant places errors in a filter.</param>
internal sealed class FilterReader(Collection collection, string end)
{
    private static readonly string[] Clauses = ["should", "min_should", "must", "must_not"];

    /// <summary>Reads a request's filter, and refuses one that strict mode forbids.</summary>
    public Condition Read(JsonNode? filter)
    {
        var condition = filter is null ? Condition.None : Filter(filter);
        var unindexed = condition.Fields.FirstOrDefault(f => !collection.Indexes.ContainsKey(f.Field));
        return unindexed.Field is null || !collection.Config.FiltersNeedIndexes
            ? condition
            : throw QdrantError.BadRequest(
                $"Index required but not found for \"{unindexed.Field}\" of one of the following types: [{unindexed.IndexType}]. Help: Create an index for this key or use a different filter.");
    }

    private Condition Filter(JsonNode filter)
    {
        if (filter is not JsonObject clauses)
        {
            throw Error($"invalid type: {((filter as JsonArray)?.FirstOrDefault() ?? filter).Described()}, expected null, array or map");
        }

        if (clauses.FirstOrDefault(c => !Clauses.Contains(c.Key)).Key is { } unknown)
        {
            throw Error($"unknown field `{unknown}`, expected one of {string.Join(", ", Clauses.Select(c => $"`{c}`"))}");
        }

        var must = Conditions(clauses["must"]);
        var mustNot = Conditions(clauses["must_not"]);
        var should = Conditions(clauses["should"]);
        var minimum = clauses["min_should"] as JsonObject;
        var some = Conditions(minimum.Field("conditions"));
        var least = minimum.Field("min_count").TryNumber(out var count) ? count : 0;
        return new(
            p => must.All(c => c.Allows(p)) && !mustNot.Any(c => c.Allows(p)) && (should.Count == 0 || should.Any(c => c.Allows(p))) && some.Count(c => c.Allows(p)) >= least,
            [.. must.Concat(mustNot).Concat(should).Concat(some).SelectMany(c => c.Fields)]);
    }

    private List<Condition> Conditions(JsonNode? clause) => clause is null ? [] : [.. clause.OneOrMany().Select(One)];

    private Condition One(JsonNode? node)
    {
        var condition = node as JsonObject ?? throw Error($"invalid type: {node.Described()}, expected a condition");
        if (condition["key"].TryText(out var key))
        {
            return new FieldConditions(key, end).Read(condition);
        }

        if (condition["has_id"] is { } ids)
        {
            var wanted = ids.OneOrMany().Select(PointId.Parse).ToHashSet();
            return new(p => wanted.Contains(p.Id));
        }

        if (condition["is_empty"].Field("key").TryText(out var empty))
        {
            return new(p => !PayloadField.Values(p.Payload, empty).Any());
        }

        if (condition["is_null"].Field("key").TryText(out var isNull))
        {
            return new(p => PayloadField.At(p.Payload, isNull).Any(v => v is null));
        }

        return condition.Any(c => c.Key is "nested" or "has_vector" or "slice") ? throw QdrantError.NotBuilt($"the condition {condition.First().Key}") : Filter(condition);
    }

    private QdrantError Error(string what) => QdrantError.Format(what + end);
}
