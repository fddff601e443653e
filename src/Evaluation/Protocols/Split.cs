namespace LlmRec.Evaluation.Protocols;

/// <summary>A dataset cut by a protocol.</summary>
public sealed record Split
{
    /// <summary>By user: the likes that are trained on, oldest first; empty for a user with none.</summary>
    public required IReadOnlyList<int[]> Histories { get; init; }

    /// <summary>By user: their times, in step with <see cref="Histories"/>.</summary>
    public required IReadOnlyList<double[]> Times { get; init; }

    /// <summary>What chooses settings and stops trainings.</summary>
    public required IReadOnlyList<Target> Validation { get; init; }

    /// <summary>What is scored, once.</summary>
    public required IReadOnlyList<Target> Test { get; init; }

    /// <summary>Test targets left out because nothing is known of their user before them.</summary>
    public required int TestWithoutHistory { get; init; }

    /// <summary>By item: whether it was made cold.</summary>
    public required bool[] IsCold { get; init; }
}

/// <summary>A like to be foreseen.</summary>
/// <param name="User">Whose.</param>
/// <param name="History">What the user liked before, oldest first; not empty. Models score from it.</param>
/// <param name="Seen">All items the user had to do with before, liked or not: they don't compete, and a target among them is a miss.</param>
/// <param name="Item">The item liked.</param>
public sealed record Target(int User, int[] History, int[] Seen, int Item);
