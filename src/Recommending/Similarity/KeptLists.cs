using System.Collections.Concurrent;
using LlmRec.Recommending.Channels;

namespace LlmRec.Recommending.Similarity;

/// <summary>Lists of neighbours by item, made when asked and kept until what they were made from changes. Safe for concurrent use.</summary>
/// <typeparam name="TVersion">What changes with it.</typeparam>
/// <param name="version">The version now.</param>
internal sealed class KeptLists<TVersion>(Func<TVersion> version)
    where TVersion : struct, IEquatable<TVersion>
{
    // 20,000 × 200 × 8 bytes are 32 MB; beyond that all start anew.
    private const int MostItems = 20_000;

    private volatile Generation _generation = new(version());

    /// <summary>The lists of items; those that are missing are made at once.</summary>
    /// <param name="items">Keys.</param>
    /// <param name="make">Makes the lists of some items, in their order.</param>
    public async Task<IReadOnlyList<Candidate[]>> OfAsync(IReadOnlyList<int> items, Func<int[], Task<IReadOnlyList<Candidate[]>>> make)
    {
        var known = Current();
        int[] missing = [.. items.Where(i => !known.ContainsKey(i)).Distinct()];
        if (missing.Length > 0)
        {
            foreach (var (item, list) in missing.Zip(await make(missing)))
            {
                known[item] = list;
            }
        }

        return [.. items.Select(i => known[i])];
    }

    /// <summary>An item's list, where it is kept.</summary>
    public Candidate[]? Kept(int item) => Current().GetValueOrDefault(item);

    /// <summary>The lists as things are now: taken before any is made, so that a change meanwhile makes them stale, not wrong.</summary>
    private ConcurrentDictionary<int, Candidate[]> Current()
    {
        var (generation, now) = (_generation, version());
        return (generation.Version.Equals(now) && generation.Lists.Count < MostItems ? generation : _generation = new(now)).Lists;
    }

    private sealed record Generation(TVersion Version)
    {
        public ConcurrentDictionary<int, Candidate[]> Lists { get; } = new();
    }
}
