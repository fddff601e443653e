using System.Collections.Concurrent;
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

    // 20,000 × 200 × 8 bytes are 32 MB; beyond that all start anew.
    private const int MostItems = 20_000;

    private readonly IVectorIndex _index;
    private volatile Generation _generation = new(-1);

    /// <param name="index">The index of the items' vectors.</param>
    public VectorNeighbours(IVectorIndex index) => _index = index;

    /// <summary>Rises with every change of the vectors.</summary>
    public long Version => _index.Version;

    /// <summary>Neighbours of items, nearest first, the item itself left out; only those with a cosine above 0.</summary>
    /// <param name="items">Keys; an item without a vector has no neighbours.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> OfAsync(IReadOnlyList<int> items, CancellationToken cancellationToken)
    {
        var known = Current().Lists;
        int[] missing = [.. items.Where(i => !known.ContainsKey(i)).Distinct()];
        if (missing.Length > 0)
        {
            var found = await _index.SearchAsync(
                [.. missing.Select(item => new VectorQuery { Positives = [item], Limit = Kept + 1 })], cancellationToken);
            for (var i = 0; i < missing.Length; i++)
            {
                known[missing[i]] = [.. found[i].Where(h => h.Key != missing[i] && h.Score > 0).Select(h => new Candidate(h.Key, h.Score)).Take(Kept)];
            }
        }

        return [.. items.Select(i => known[i])];
    }

    /// <summary>The lists of the index as it is now: taken before the search, so that a change meanwhile makes them stale, not wrong.</summary>
    private Generation Current()
    {
        var (generation, version) = (_generation, _index.Version);
        return generation.Version == version && generation.Lists.Count < MostItems ? generation : _generation = new(version);
    }

    private sealed record Generation(long Version)
    {
        public ConcurrentDictionary<int, Candidate[]> Lists { get; } = new();
    }
}
