namespace LlmRec.Catalog.Items;

/// <summary>Something that can be recommended.</summary>
public sealed record Item
{
    /// <summary>The owner's identifier: 1 to 256 characters, none of them a control character.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called; never empty.</summary>
    public required string Title { get; init; }

    /// <summary>A description; null when there is none.</summary>
    public string? Text { get; init; }

    /// <summary>Categories (genres, departments), in the owner's order.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Further facts by name (<c>year</c>, <c>directors</c>, <c>brand</c> …), each with one or more values.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; } = new Dictionary<string, AttributeValue>();

    /// <summary>Address of a picture; null when there is none.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>When the owner added it; null when not said.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
