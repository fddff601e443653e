using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;
using LlmRec.Vectors.Indexes;

namespace LlmRec.Recommending.Pipeline;

/// <summary>Which items may be recommended in a request. Every condition that is given must hold.</summary>
public sealed record ItemFilter
{
    /// <summary>No condition.</summary>
    public static ItemFilter None { get; } = new();

    /// <summary>Only items of at least one of these categories (exact spelling); empty for any.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>No item of any of these categories.</summary>
    public IReadOnlyList<string> ExcludeCategories { get; init; } = [];

    /// <summary>Earliest year, inclusive; items without a year are left out.</summary>
    public int? YearFrom { get; init; }

    /// <summary>Latest year, inclusive; items without a year are left out.</summary>
    public int? YearTo { get; init; }

    /// <summary>For each attribute named, only items that have at least one of its values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Of each group, only items that have at least one of its facets.</summary>
    public IReadOnlyList<IReadOnlyList<Facet>> AllOf { get; init; } = [];

    /// <summary>No item that has any of these facets.</summary>
    public IReadOnlyList<Facet> NoneOf { get; init; } = [];

    /// <summary>Bounds of attributes that are numbers; items without such an attribute are left out.</summary>
    public IReadOnlyList<NumberRange> Ranges { get; init; } = [];

    /// <summary>Only these items, by id, seen ones included; empty for any.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>None of these items, by id.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}

/// <summary>Bounds of a number.</summary>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="From">The least, inclusive; null for any.</param>
/// <param name="To">The most, inclusive; null for any.</param>
public sealed record NumberRange(string Attribute, double? From, double? To)
{
    internal bool Holds(CatalogItem item) => item.Numbers.TryGetValue(Attribute, out var number) && !(number < From) && !(number > To);
}

/// <summary>An <see cref="ItemFilter"/> together with what the user has seen, ready to test items with.</summary>
public sealed class CandidateFilter
{
    private readonly ItemFilter _filter;
    private readonly ItemTable _items;
    private readonly IReadOnlyList<HashSet<Facet>> _groups;
    private readonly HashSet<Facet> _unwanted;

    /// <param name="filter">The request's conditions.</param>
    /// <param name="items">The catalogue, to turn ids into keys; unknown ids match nothing.</param>
    /// <param name="seen">Keys of items not to show again, unless the filter includes them by id.</param>
    public CandidateFilter(ItemFilter filter, ItemTable items, IReadOnlySet<int> seen)
    {
        _filter = filter;
        _items = items;
        var included = Keys(filter.Include, items);
        Included = filter.Include.Count > 0 ? included : null;
        Excluded = seen.Where(key => !included.Contains(key)).Concat(Keys(filter.Exclude, items)).ToHashSet();
        _groups = [.. Groups(filter)];
        _unwanted = [.. filter.ExcludeCategories.Select(c => new Facet(Facet.Category, c)), .. filter.NoneOf];
        HasConditions = Included is not null || _groups.Count > 0 || _unwanted.Count > 0 || filter.YearFrom is not null || filter.YearTo is not null || filter.Ranges.Count > 0;
    }

    /// <summary>Whether the request sets conditions of its own, beyond what the user has seen.</summary>
    public bool HasConditions { get; }

    /// <summary>The only keys allowed; null for any.</summary>
    public IReadOnlySet<int>? Included { get; }

    /// <summary>Keys not allowed.</summary>
    public IReadOnlySet<int> Excluded { get; }

    internal bool HasRanges => _filter.Ranges.Count > 0;

    /// <summary>The same conditions for the scan of a vector index, but for those on numbers.</summary>
    internal VectorFilter ForVectors() => new()
    {
        AllOf = [.. _groups.Select(g => (IReadOnlyList<string>)[.. g.Select(f => f.Tag)])],
        NoneOf = [.. _unwanted.Select(f => f.Tag)],
        YearFrom = _filter.YearFrom,
        YearTo = _filter.YearTo,
        Include = Included,
        Exclude = Excluded,
    };

    /// <summary>Whether an item is there and may be recommended.</summary>
    public bool Allows(int key) => !Excluded.Contains(key) && _items[key] is { } item && (!HasConditions || Meets(item));

    // Of its own: what it captures would else be allocated for each of a request's thousands of candidates.
    private bool Meets(CatalogItem item) =>
        Included?.Contains(item.Key) != false
            && (_filter.YearFrom is not { } from || item.Year >= from)
            && (_filter.YearTo is not { } to || item.Year <= to)
            && (_filter.Ranges.Count == 0 || _filter.Ranges.All(range => range.Holds(item)))
            && _groups.All(group => item.Facets.Any(group.Contains))
            && (_unwanted.Count == 0 || !item.Facets.Any(_unwanted.Contains));

    private static IEnumerable<HashSet<Facet>> Groups(ItemFilter filter)
    {
        if (filter.Categories.Count > 0)
        {
            yield return [.. filter.Categories.Select(c => new Facet(Facet.Category, c))];
        }

        foreach (var (name, values) in filter.Attributes)
        {
            yield return [.. values.Select(v => new Facet(name, v))];
        }

        foreach (var group in filter.AllOf)
        {
            yield return [.. group];
        }
    }

    private static HashSet<int> Keys(IReadOnlyList<string> ids, ItemTable items) => [.. ids.Select(items.Find).OfType<CatalogItem>().Select(i => i.Key)];
}
