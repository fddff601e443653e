using LlmRec.Catalog.Items;

namespace LlmRec.Reclm.Catalogues;

/// <summary>Where evidence takes its items from: an invented catalogue, or a real one that is measured on.</summary>
internal interface IItems
{
    /// <summary>Names of attributes that there are.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>An item's title and year.</summary>
    (string Title, int? Year) Title(Random random);

    /// <summary>A category.</summary>
    Facet Category(Random random);

    /// <summary>A value of one of its attributes.</summary>
    Facet Attribute(Random random);

    /// <summary>A word of a wish.</summary>
    string WishWord(Random random);
}
