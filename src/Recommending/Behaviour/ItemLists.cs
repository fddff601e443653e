namespace LlmRec.Recommending.Behaviour;

/// <summary>
/// A list for each item, computed when asked and kept until a user who likes the item changes, so that a new interaction
/// counts at once. One writer forgets, any number of readers ask.
/// </summary>
/// <param name="compute">Makes an item's list: other items, each with a count above 0.</param>
internal sealed class ItemLists(Func<int, ItemCount[]> compute)
{
    private volatile int[] _versions = [];
    private volatile Entry?[] _cache = [];

    public ItemCount[] Of(int item)
    {
        var (versions, cache) = (_versions, _cache);
        if ((uint)item >= (uint)Math.Min(versions.Length, cache.Length))
        {
            return [];
        }

        // The version is read before the computation: a change meanwhile makes the entry stale, not wrong.
        var version = Volatile.Read(ref versions[item]);
        if (cache[item] is { } entry && entry.Version == version)
        {
            return entry.List;
        }

        var computed = compute(item);
        cache[item] = new(version, computed);
        return computed;
    }

    /// <summary>The count of another item in an item's list; 0 when it is not in it.</summary>
    public int CountOf(int item, int other)
    {
        foreach (var known in Of(item))
        {
            if (known.Item == other)
            {
                return known.Count;
            }
        }

        return 0;
    }

    /// <summary>Forgets the lists that a user's change touches: those of every item the user likes or liked.</summary>
    public void Forget(ReadOnlySpan<LikeEvent> before, ReadOnlySpan<LikeEvent> after)
    {
        Forget(before);
        Forget(after);
    }

    private void Forget(ReadOnlySpan<LikeEvent> events)
    {
        foreach (var e in events)
        {
            if (e.Item >= _versions.Length)
            {
                var size = Math.Max(e.Item + 1, _versions.Length * 2);
                var (versions, cache) = (_versions, _cache);
                Array.Resize(ref versions, size);
                Array.Resize(ref cache, size);
                (_cache, _versions) = (cache, versions);
            }

            Interlocked.Increment(ref _versions[e.Item]);
        }
    }

    private sealed record Entry(int Version, ItemCount[] List);
}

/// <summary>An item in another's list.</summary>
/// <param name="Item">Its key.</param>
/// <param name="Count">Above 0.</param>
internal readonly record struct ItemCount(int Item, int Count);
