using LlmRec.Testing.Qdrant.Points;

namespace LlmRec.Testing.Qdrant.Queries;

/// <summary>How points are scored in a query.</summary>
/// <param name="Score">A point's score.</param>
/// <param name="HigherIsBetter">Which end comes first.</param>
internal sealed record Scorer(Func<Point, float> Score, bool HigherIsBetter = true);

/// <summary>A hit.</summary>
internal readonly record struct Hit(Point Point, float Score);
