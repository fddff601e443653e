using LlmRec.Catalog.Items;

namespace LlmRec.Catalog.Users;

/// <summary>Someone who is recommended to.</summary>
public sealed record User
{
    /// <summary>The owner's identifier: 1 to 256 characters, none of them a control character.</summary>
    public required string Id { get; init; }

    /// <summary>What they say of themselves; null when nothing.</summary>
    public string? Text { get; init; }

    /// <summary>Facts by name: age band, region, stated interests …</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; } = new Dictionary<string, AttributeValue>();
}
