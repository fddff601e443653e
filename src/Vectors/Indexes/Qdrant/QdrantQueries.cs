using System.Text.Json;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>A query ready to be sent.</summary>
/// <param name="Number">Its place among the caller's.</param>
/// <param name="Near">What to be near to: the query's vector, or the mean of the examples.</param>
/// <param name="Far">The mean of the examples to be far from; null for none.</param>
/// <param name="Query">The rest of it.</param>
internal sealed record PreparedQuery(int Number, float[] Near, float[]? Far, VectorQuery Query);

/// <summary>Writes batches of queries and reads their hits.</summary>
internal sealed class QdrantQueries(QdrantOptions options)
{
    /// <summary>
    /// A batch. Examples go as vectors, not as ids: an id that Qdrant does not have yet fails the whole query, and ids are
    /// kept out of the hits. Averaging is linear, so one mean a side stands for all its examples.
    /// </summary>
    public ReadOnlyMemory<byte> Batch(IEnumerable<PreparedQuery> queries) => QdrantBodies.Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("searches");
        foreach (var query in queries)
        {
            Write(json, query);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The hits of each query of a batch, best first; equal scores by key.</summary>
    public static IReadOnlyList<VectorHit>[] Hits(JsonElement result) =>
        [.. result.EnumerateArray().Select(answer => (IReadOnlyList<VectorHit>)
            [.. answer.GetProperty("points").EnumerateArray().Select(Hit).OrderByDescending(h => h.Score).ThenBy(h => h.Key)])];

    private static VectorHit Hit(JsonElement point)
    {
        var payload = point.GetProperty("payload");
        return new(
            payload.GetProperty(QdrantBodies.KeyField).GetInt32(),
            payload.GetProperty(QdrantBodies.IdField).GetString() ?? throw new FormatException("a point without an id"),
            point.GetProperty("score").GetSingle());
    }

    private void Write(Utf8JsonWriter json, PreparedQuery query)
    {
        json.WriteStartObject();
        if (query.Far is null)
        {
            json.WritePropertyName("query");
            QdrantBodies.Vector(json, query.Near);
        }
        else
        {
            json.WriteStartObject("query");
            json.WriteStartObject("recommend");
            Examples(json, "positive", query.Near);
            Examples(json, "negative", query.Far);
            json.WriteString("strategy", "average_vector");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        QdrantFilters.Write(json, query.Query.Filter);
        json.WriteNumber("limit", query.Query.Limit);
        json.WriteStartObject("params");
        json.WriteNumber("hnsw_ef", options.Ef);
        if (options.Quantization == "int8")
        {
            json.WriteStartObject("quantization");
            json.WriteBoolean("rescore", true);
            json.WriteNumber("oversampling", options.Oversampling);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("with_payload");
        json.WriteStringValue(QdrantBodies.KeyField);
        json.WriteStringValue(QdrantBodies.IdField);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Examples(Utf8JsonWriter json, string side, float[] mean)
    {
        json.WriteStartArray(side);
        QdrantBodies.Vector(json, mean);
        json.WriteEndArray();
    }
}
