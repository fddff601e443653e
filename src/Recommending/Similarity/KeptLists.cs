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
        var current = Current();
        int[] missing = [.. items.Where(i => !current.Lists.ContainsKey(i)).Distinct()];
        if (missing.Length > 0)
        {
            foreach (var (item, list) in missing.Zip(await make(missing)))
            {
                current.Lists[item] = list;
            }

            Interlocked.Add(ref current.Made, missing.Length);
        }

        return [.. items.Select(i => current.Lists[i])];
    }

    /// <summary>An item's list, where it is kept.</summary>
    public Candidate[]? Kept(int item) => Current().Lists.GetValueOrDefault(item);

    /// <summary>The lists as things are now: taken before any is made, so that a change meanwhile makes them stale, not wrong.</summary>
    private Generation Current()
    {
        var (generation, now) = (_generation, version());
        return generation.Version.Equals(now) && Volatile.Read(ref generation.Made) < MostItems ? generation : _generation = new(now);
    }

    private sealed class Generation(TVersion version)
    {
        /// <summary>Lists made. Counted here: a concurrent dictionary locks all of itself to count.</summary>
        public int Made;

        public TVersion Version => version;

        public ConcurrentDictionary<int, Candidate[]> Lists { get; } = new();
    }
}
