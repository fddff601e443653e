using LlmRec.Catalog.Items;

namespace LlmRec.Recommending.Items;

/// <summary>What the pipeline keeps in memory of an item: all but its text.</summary>
/// <param name="Key">The store's key; dense, used as an index everywhere in this room.</param>
/// <param name="Id">The owner's identifier.</param>
/// <param name="Title">The title.</param>
/// <param name="Year">The attribute <c>year</c>, when it is a whole number.</param>
/// <param name="Facets">Categories and short attribute values.</param>
/// <param name="CreatedAt">When the owner added it; null when not said.</param>
public sealed record CatalogItem(int Key, string Id, string Title, int? Year, IReadOnlyList<Facet> Facets, DateTimeOffset? CreatedAt)
{
    /// <summary>Attributes that are one number each, the year left out: price, runtime, pages.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = NoNumbers;

    private static readonly IReadOnlyDictionary<string, double> NoNumbers = new Dictionary<string, double>();

    /// <summary>The title with its year in brackets, unless the title says it already.</summary>
    public string DisplayTitle => Year is { } year && !Title.Contains($"({year})", StringComparison.Ordinal) ? $"{Title} ({year})" : Title;
}
