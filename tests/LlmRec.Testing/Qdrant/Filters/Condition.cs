using LlmRec.Testing.Qdrant.Points;

namespace LlmRec.Testing.Qdrant.Filters;

/// <summary>A condition on a point.</summary>
/// <param name="Allows">Whether a point fulfils it.</param>
/// <param name="Fields">The fields it reads, each with the kinds of index that would serve it.</param>
internal sealed record Condition(Func<Point, bool> Allows, IReadOnlyList<(string Field, string IndexType)> Fields)
{
    public Condition(Func<Point, bool> allows)
        : this(allows, [])
    {
    }

    public static Condition None { get; } = new(_ => true);
}
