using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Points;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Queries;

/// <summary>Reads the vectors of one query, given as numbers or as ids of points.</summary>
internal sealed class VectorInputs(Collection collection, string end)
{
    public VectorParams Params => collection.Config.Vectors ?? throw QdrantError.WrongInput("Not existing vector name error: ");

    /// <summary>A vector as given, not yet prepared for comparison.</summary>
    public float[] Read(JsonNode? input)
    {
        if (input.TryVector(out var vector))
        {
            Params.Check(vector);
            return vector;
        }

        if (input is JsonObject or JsonArray)
        {
            throw QdrantError.NotBuilt("sparse vectors, several vectors of a point, and texts or images to be embedded by Qdrant");
        }

        if (!PointId.TryParse(input, out var id))
        {
            throw QdrantError.Format($"Expected some form of vector, id, or a type of query{end}");
        }

        return collection.Points.GetValueOrDefault(id)?.Vector ?? throw QdrantError.NoPoint(id);
    }

    public float[][] ReadAll(JsonNode? inputs) => [.. (inputs as JsonArray ?? []).Select(Read)];
}
