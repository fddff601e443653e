using System.IO.Compression;
using System.Text.Json;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog;
using LlmRec.Catalog.Items;

namespace LlmRec.Reclm.Catalogues;

/// <summary>A real catalogue, to measure on; nothing of it is learned from.</summary>
internal sealed class RealItems : IItems
{
    private const int LongestTitle = 200;

    private readonly List<Item> _items = [];
    private readonly Facet[] _categories;
    private readonly Facet[] _attributes;

    private RealItems(string folder, IEnumerable<string> lines)
    {
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        _items.AddRange(lines.Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<Item>(l, CatalogJson.Options)!).Where(i => i.Title.Length <= LongestTitle && !i.Title.Any(char.IsControl)));
        var facets = _items.SelectMany(ItemFacets.Of).Where(FacetKinds.CanBeSaid).ToArray();
        _categories = [.. facets.Where(f => f.Kind == Facet.Category)];
        _attributes = [.. facets.Where(f => f.Kind != Facet.Category)];
        if (_items.Count == 0 || _attributes.Length == 0)
        {
            throw new InvalidDataException($"{folder} holds no items with attributes to measure on.");
        }
    }

    /// <summary>The catalogue's name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds => [.. _attributes.Select(a => a.Kind).Distinct()];

    /// <summary>Reads a folder with <c>items.jsonl</c> or <c>items.jsonl.gz</c>.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static RealItems Read(string folder)
    {
        var plain = Path.Combine(folder, "items.jsonl");
        using Stream stream = File.Exists(plain) ? File.OpenRead(plain) : new GZipStream(File.OpenRead(plain + ".gz"), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return new(folder, reader.ReadToEnd().Split('\n'));
    }

    /// <summary>A title as the service hands it over, and its year.</summary>
    public (string Title, int? Year) Title(Random random) => _items[random.Next(_items.Count)] is var item ? (SayableText.ShortTitle(item.Title), ItemFacets.YearOf(item)) : default;

    /// <inheritdoc/>
    public Facet Category(Random random) => _categories.Length > 0 ? _categories[random.Next(_categories.Length)] : Attribute(random);

    /// <inheritdoc/>
    public Facet Attribute(Random random) => _attributes[random.Next(_attributes.Length)];

    /// <inheritdoc/>
    public string WishWord(Random random)
    {
        while (true)
        {
            string[] words = [.. (_items[random.Next(_items.Count)].Text ?? "").Split(' ').Where(w => w.Length > 2 && w.All(char.IsLower))];
            if (words.Length > 0)
            {
                return words[random.Next(words.Length)];
            }
        }
    }
}
