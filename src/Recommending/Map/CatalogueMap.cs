namespace LlmRec.Recommending.Map;

/// <summary>Where the items of the catalogue lie in the plane, by their vectors: what is near there is near here.</summary>
/// <param name="SpaceKey">The space of the vectors.</param>
/// <param name="SpaceVersion">Its version.</param>
/// <param name="Change">The last change of items' vectors that it has seen for certain.</param>
/// <param name="LeftOut">Items with a vector that were left out, as too many.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Keys">The items, ascending.</param>
/// <param name="Places">In step with the keys: x and y, −32,767 to 32,767, in one scale.</param>
/// <param name="Bands">In step with the keys: the number of the item's category in <paramref name="Categories"/>, from 1; 0 for another or none.</param>
/// <param name="Categories">The categories that are told apart, at most <see cref="MapBands.Most"/>.</param>
public sealed record CatalogueMap(
    int SpaceKey, int SpaceVersion, long Change, long LeftOut, DateTimeOffset MadeAt, int[] Keys, short[] Places, byte[] Bands, IReadOnlyList<string> Categories)
{
    /// <summary>Another word for every map.</summary>
    public string Tag => $"{SpaceKey}-{MadeAt.ToUnixTimeMilliseconds()}";

    /// <summary>Which place of the map is an item's; null when it is not on it.</summary>
    public int? PlaceOf(int key) => Array.BinarySearch(Keys, key) is >= 0 and var at ? at : null;
}
