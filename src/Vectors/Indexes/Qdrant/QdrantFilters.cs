using System.Text.Json;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>Writes a <see cref="VectorFilter"/> as a filter of Qdrant's.</summary>
internal static class QdrantFilters
{
    /// <summary>Whether nothing can pass: asking would be in vain.</summary>
    public static bool IsImpossible(VectorFilter filter) =>
        filter.Include is { Count: 0 } || filter.AllOf.Any(group => group.Count == 0) || filter.YearFrom > filter.YearTo;

    /// <summary>Writes the field <c>filter</c>, unless there is no condition.</summary>
    public static void Write(Utf8JsonWriter json, VectorFilter filter)
    {
        var hasYears = filter.YearFrom is not null || filter.YearTo is not null;
        var hasMust = hasYears || filter.Include is not null || filter.AllOf.Count > 0;
        var hasMustNot = filter.NoneOf.Count > 0 || filter.Exclude is { Count: > 0 };
        if (!hasMust && !hasMustNot)
        {
            return;
        }

        json.WriteStartObject("filter");
        if (hasMust)
        {
            json.WriteStartArray("must");
            foreach (var group in filter.AllOf)
            {
                AnyTag(json, group);
            }

            if (hasYears)
            {
                Years(json, filter);
            }

            if (filter.Include is { } include)
            {
                AnyKey(json, include);
            }

            json.WriteEndArray();
        }

        if (hasMustNot)
        {
            json.WriteStartArray("must_not");
            if (filter.NoneOf.Count > 0)
            {
                AnyTag(json, filter.NoneOf);
            }

            if (filter.Exclude is { Count: > 0 } exclude)
            {
                AnyKey(json, exclude);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the condition that the owner's key is one of some.</summary>
    public static void AnyKey(Utf8JsonWriter json, IEnumerable<int> keys) => Any(json, QdrantBodies.KeyField, () =>
    {
        foreach (var key in keys)
        {
            json.WriteNumberValue(key);
        }
    });

    private static void AnyTag(Utf8JsonWriter json, IEnumerable<string> tags) => Any(json, QdrantBodies.TagsField, () =>
    {
        foreach (var tag in tags)
        {
            json.WriteStringValue(tag);
        }
    });

    private static void Any(Utf8JsonWriter json, string field, Action values)
    {
        json.WriteStartObject();
        json.WriteString("key", field);
        json.WriteStartObject("match");
        json.WriteStartArray("any");
        values();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Years(Utf8JsonWriter json, VectorFilter filter)
    {
        json.WriteStartObject();
        json.WriteString("key", QdrantBodies.YearField);
        json.WriteStartObject("range");
        if (filter.YearFrom is { } from)
        {
            json.WriteNumber("gte", from);
        }

        if (filter.YearTo is { } to)
        {
            json.WriteNumber("lte", to);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
