using LlmRec.Recommending.Items;
using LlmRec.Recommending.Similarity;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Stored;

namespace LlmRec.Recommending.Map;

/// <summary>What can be asked of the map of the space in use.</summary>
public sealed class MapReader
{
    /// <summary>The most items that can be asked for at once.</summary>
    public const int MostItems = 1_000;

    private readonly MapStore _maps;
    private readonly VectorStore _vectors;
    private readonly IVectorIndex _index;
    private readonly VectorNeighbours _neighbours;
    private readonly ItemTable _items;
    private readonly Projections _projections;

    /// <summary>Creates the reader.</summary>
    public MapReader(MapStore maps, VectorStore vectors, IVectorIndex index, VectorNeighbours neighbours, ItemTable items, Projections projections) =>
        (_maps, _vectors, _index, _neighbours, _items, _projections) = (maps, vectors, index, neighbours, items, projections);

    /// <summary>The map; null when none was made of this space.</summary>
    public async Task<CatalogueMap?> MapAsync(CancellationToken cancellationToken)
    {
        await _projections.FollowAsync(cancellationToken);
        return await _maps.ReadAsync(_index.Space.Key, cancellationToken);
    }

    /// <summary>What there is to say of the map.</summary>
    public async Task<MapOverview> DescribeAsync(CancellationToken cancellationToken)
    {
        if (await MapAsync(cancellationToken) is not { } map)
        {
            return new(null, null, 0, 0, _index.Count, false, []);
        }

        var counts = new int[map.Categories.Count + 1];
        foreach (var band in map.Bands)
        {
            counts[band]++;
        }

        return new(
            map.Tag,
            map.MadeAt,
            map.Keys.Length,
            map.LeftOut,
            _index.Count,
            map.SpaceVersion != _index.Space.Version || map.Change != await _vectors.LastChangeAsync(_index.Space, OwnerKind.Item, cancellationToken),
            [.. map.Categories.Index().Select(c => new MapBand(c.Item, counts[c.Index + 1])), new(null, counts[0])]);
    }

    /// <summary>Items by their places on the map, or by their ids.</summary>
    /// <param name="places">Places; those that are none are left out.</param>
    /// <param name="ids">Ids; of those that are not on the map the place is null, those that are not in the catalogue are left out.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<MapItem>> ItemsAsync(IReadOnlyList<int> places, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(ids);
        var map = await MapAsync(cancellationToken);
        return
        [
            .. places.Where(at => (uint)at < (uint)(map?.Keys.Length ?? 0)).Select(at => Of(at, _items[map!.Keys[at]])),
            .. ids.Select(_items.Find).OfType<CatalogItem>().Select(item => Of(map?.PlaceOf(item.Key), item)),
        ];
    }

    /// <summary>The items whose vectors are nearest to an item's.</summary>
    /// <param name="item">The item; one without a vector has no neighbours.</param>
    /// <param name="limit">How many, at most <see cref="VectorNeighbours.Kept"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<MapItem>> NeighboursAsync(CatalogItem item, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var map = await MapAsync(cancellationToken);
        var found = (await _neighbours.OfAsync([item.Key], cancellationToken))[0];
        return [.. found.Take(limit).Select(near => Of(map?.PlaceOf(near.Item), _items[near.Item]) with { Cosine = Math.Round(near.Score, 3) })];
    }

    private static MapItem Of(int? at, CatalogItem? item) => new(
        at, item?.Id, item?.DisplayTitle, [.. (item?.Facets ?? []).Where(f => f.Kind == Catalog.Items.Facet.Category).Select(f => f.Value)], null);
}

/// <summary>What there is to say of the map.</summary>
/// <param name="Tag">Another word for every map; null where there is none.</param>
/// <param name="MadeAt">When it was made; null where there is none.</param>
/// <param name="Items">Items on it.</param>
/// <param name="LeftOut">Items with a vector that were left out, as too many.</param>
/// <param name="Vectors">Items with a vector now.</param>
/// <param name="IsBehind">Whether vectors have changed since.</param>
/// <param name="Bands">The categories that are told apart, in the order of their numbers from 1; last, without a name, all others.</param>
public sealed record MapOverview(string? Tag, DateTimeOffset? MadeAt, int Items, long LeftOut, int Vectors, bool IsBehind, IReadOnlyList<MapBand> Bands);

/// <summary>A category that the map tells apart.</summary>
/// <param name="Category">Its name; null for all others.</param>
/// <param name="Items">How many items have it.</param>
public sealed record MapBand(string? Category, int Items);

/// <summary>An item on the map.</summary>
/// <param name="At">Its place; null when it is not on the map.</param>
/// <param name="Id">Its id; null when it left the catalogue since.</param>
/// <param name="Title">Its title, with its year; null when it left the catalogue since.</param>
/// <param name="Categories">Its categories.</param>
/// <param name="Cosine">How near it is to the one asked about, 0 to 1; null where none was.</param>
public sealed record MapItem(int? At, string? Id, string? Title, IReadOnlyList<string> Categories, double? Cosine);
