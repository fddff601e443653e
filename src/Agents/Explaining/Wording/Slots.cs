using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;

namespace LlmRec.Agents.Explaining.Wording;

/// <summary>
/// Facts whose names, and whose long values, are replaced by short invented ones, which code replaces by the real ones in
/// what a model wrote (delexicalisation; Wen et al., Semantically Conditioned LSTM-based Natural Language Generation, EMNLP
/// 2015, section 3). A small model copies a short name more surely and faster than a long one.
/// </summary>
public sealed class Slots
{
    private const int LongValue = 8;

    private static readonly string[] Names = ["Marvell", "Tessaly", "Corvane", "Ostrell", "Lindbar", "Quennel", "Hallern", "Pendry"];
    private static readonly string[] Values = ["Woodworking", "Welding", "Baking", "Sailing", "Gardening", "Plumbing", "Knitting", "Cycling", "Fishing", "Weaving"];
    private static readonly string[] People = ["Ada Brook", "Tom Hale", "Ida Ferro", "Sam Okoro", "Eva Lund", "Max Orban", "Lea Moss", "Jon Vidal"];

    private readonly Dictionary<string, ItemFacts> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(string Slot, string Real)> _filled = [];
    private readonly string[] _names;
    private readonly Queue<string> _freeValues;
    private readonly Queue<string> _freePeople;

    private Slots(PickFacts facts)
    {
        // A slot that stands in a real value could not be told from it.
        var real = string.Join('\n', Texts(facts));
        bool IsFree(string slot) => !real.Contains(slot, StringComparison.OrdinalIgnoreCase);
        (_names, _freeValues, _freePeople) = ([.. Names.Where(IsFree)], new(Values.Where(IsFree)), new(People.Where(IsFree)));
        Facts = Of(facts);
    }

    /// <summary>The facts with slots.</summary>
    public PickFacts Facts { get; }

    /// <summary>Puts slots into facts.</summary>
    public static Slots In(PickFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new(facts);
    }

    /// <summary>Puts the real names and values into a text.</summary>
    public string Fill(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _filled.OrderByDescending(f => f.Slot.Length).Aggregate(text, (all, f) => all.Replace(f.Slot, f.Real, StringComparison.Ordinal));
    }

    private PickFacts Of(PickFacts facts) => facts with
    {
        Item = Of(facts.Item),
        Liked = [.. facts.Liked.Select(l => l with { Item = Of(l.Item) })],
        InCommon = [.. facts.InCommon.Select(Of)],
        Words = [.. facts.Words.Select(w => Of(w, _freeValues))],
        Different = facts.Different is { } different ? Of(different) : null,
        Versus = facts.Versus is { } versus ? versus with { Facts = Of(versus.Facts) } : null,
    };

    private ItemFacts Of(ItemFacts item)
    {
        if (_items.TryGetValue(item.Id, out var known))
        {
            return known;
        }

        var slot = _items.Count < _names.Length ? item with { Title = _names[_items.Count], Facets = [.. item.Facets.Select(Of)] } : item;
        if (slot != item)
        {
            _filled.Add((slot.Name, item.Spoken));
            _filled.Add((slot.Title, item.Title));
        }

        return _items[item.Id] = slot;
    }

    private Facet Of(Facet facet) => facet with { Value = Of(facet.Value, FacetKinds.IsPerson(facet.Kind) ? _freePeople : _freeValues) };

    private string Of(string value, Queue<string> free)
    {
        if (value.Length < LongValue && value.All(char.IsAsciiLetter))
        {
            return value;
        }

        if (!_values.TryGetValue(value, out var slot))
        {
            if (!free.TryDequeue(out slot))
            {
                return value;
            }

            _values[value] = slot;
            _filled.Add((slot, value));
        }

        return slot;
    }

    private static IEnumerable<string> Texts(PickFacts facts) =>
    [
        facts.Item.Title, .. facts.Item.Facets.Select(f => f.Value), .. facts.Words, .. facts.InCommon.Select(f => f.Value),
        .. facts.Liked.SelectMany(l => l.Item.Facets.Select(f => f.Value).Append(l.Item.Title)),
        .. facts.Different is { } different ? [different.Value] : Array.Empty<string>(),
        .. facts.Versus is { } versus ? Texts(versus.Facts) : [],
    ];
}
