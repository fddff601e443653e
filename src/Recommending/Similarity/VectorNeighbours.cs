using LlmRec.Recommending.Channels;
using LlmRec.Vectors.Indexes;

namespace LlmRec.Recommending.Similarity;

/// <summary>
/// Each item's nearest items by text vector, searched for when asked and kept until any vector changes: most requests ask
/// for the neighbours of items that others asked for before.
/// </summary>
public sealed class VectorNeighbours
{
    /// <summary>How many neighbours of an item are kept.</summary>
    public const int Kept = 200;

    private readonly IVectorIndex _index;
    private readonly KeptLists<long> _lists;

    /// <param name="index">The index of the items' vectors.</param>
    public VectorNeighbours(IVectorIndex index)
    {
        _index = index;
        _lists = new(() => index.Version);
    }

    /// <summary>Rises with every change of the vectors.</summary>
    public long Version => _index.Version;

    /// <summary>Neighbours of items, nearest first, the item itself left out; only those with a cosine above 0.</summary>
    /// <param name="items">Keys; an item without a vector has no neighbours.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> OfAsync(IReadOnlyList<int> items, CancellationToken cancellationToken) =>
        await _lists.OfAsync(items, missing => NearestAsync(missing, cancellationToken));

    private async Task<IReadOnlyList<Candidate[]>> NearestAsync(int[] items, CancellationToken cancellationToken)
    {
        var found = await _index.SearchAsync([.. items.Select(item => new VectorQuery { Positives = [item], Limit = Kept + 1 })], cancellationToken);
        return [.. items.Zip(found, (item, hits) =>
            hits.Where(h => h.Key != item && h.Score > 0).Select(h => new Candidate(h.Key, h.Score)).Take(Kept).ToArray())];
    }
}
