namespace LlmRec.Agents.Conversing.Recorded;

/// <summary>A dialogue between people, as a file has it.</summary>
public sealed record DialogueEntry
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Who seeks in it; null where that is not known.</summary>
    public string? SeekerId { get; init; }

    /// <summary>Who recommends in it; null where that is not known.</summary>
    public string? RecommenderId { get; init; }

    /// <summary>What was said, in order.</summary>
    public required IReadOnlyList<DialogueLine> Turns { get; init; }

    /// <summary>What is wrong with it; null for nothing.</summary>
    internal string? Fault() =>
        string.IsNullOrWhiteSpace(Id) ? "its id is empty"
        : Turns.Index().FirstOrDefault(t => t.Item.Role is not (DialogueLine.Seeker or DialogueLine.Recommender)) is { Item: { } line } wrong
            ? $"turns[{wrong.Index}].role is '{line.Role}'; it must be {DialogueLine.Seeker} or {DialogueLine.Recommender}"
        : null;
}

/// <summary>What was said at once.</summary>
public sealed record DialogueLine
{
    /// <summary>Who looks for something.</summary>
    public const string Seeker = "seeker";

    /// <summary>Who recommends.</summary>
    public const string Recommender = "recommender";

    /// <summary><c>seeker</c> or <c>recommender</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The words.</summary>
    public string Text { get; init; } = "";

    /// <summary>Ids of the items named in them.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];
}
