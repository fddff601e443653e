using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmRec.Catalog.Items;

/// <summary>A fact that items can share: a kind (<c>category</c>, or an attribute's name) and a value.</summary>
/// <param name="Kind"><c>category</c>, <c>decade</c>, or the attribute's name.</param>
/// <param name="Value">The value as the owner wrote it.</param>
public readonly record struct Facet(string Kind, string Value)
{
    /// <summary>The kind of the facets made from <see cref="Item.Categories"/>.</summary>
    public const string Category = "category";

    /// <summary>The form in which it is stored beside a vector, to filter by.</summary>
    [JsonIgnore]
    public string Tag => $"{Kind}={Value}";
}

/// <summary>Reads the facets off an item.</summary>
public static class ItemFacets
{
    /// <summary>Attributes that are one number each; the year left out.</summary>
    public static IReadOnlyDictionary<string, double> NumbersOf(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Attributes
            .Where(a => a.Value.Json.ValueKind == JsonValueKind.Number && !a.Key.Equals("year", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(a => a.Key, a => a.Value.Json.GetDouble());
    }

    /// <summary>The attribute that holds an item's year.</summary>
    public const string Year = "year";

    // Longer values are prose, not something to share or to filter by.
    private const int LongestValue = 80;

    /// <summary>The item's year, when its attribute <c>year</c> is a whole number.</summary>
    public static int? YearOf(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Attributes.TryGetValue(Year, out var value)
            && value.Values is [var text, ..]
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var year)
            ? year
            : null;
    }

    /// <summary>Categories first, then every short attribute value but the year.</summary>
    public static IEnumerable<Facet> Of(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Categories.Select(c => new Facet(Facet.Category, c))
            .Concat(item.Attributes
                .Where(a => a.Key != Year)
                .SelectMany(a => a.Value.Values.Where(v => v.Length <= LongestValue).Select(v => new Facet(a.Key, v))))
            .Distinct();
    }
}
