using System.Text.Json.Nodes;

namespace LlmRec.Testing.Qdrant.Points;

/// <summary>A stored point.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Vector">Its vector, of unit length where the distance is the cosine.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="Version">The operation that wrote it last.</param>
internal sealed record Point(PointId Id, float[] Vector, JsonObject Payload, ulong Version);
