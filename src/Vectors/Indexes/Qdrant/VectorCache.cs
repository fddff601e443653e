using System.Collections.Concurrent;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>
/// Vectors of owners that were asked for lately, centred and of unit length. Two generations: what is used moves to the
/// young one; when that is full the old one is dropped, so that at least half the capacity is what was used last. Safe for
/// concurrent use.
/// </summary>
internal sealed class VectorCache(int capacity)
{
    private volatile Generation _young = new();
    private volatile Generation _old = new();
    private long _changes;

    /// <summary>Another number whenever something was dropped because it changed.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Looks an owner up.</summary>
    /// <returns>Whether it is known; its vector is null when it is known to have none.</returns>
    public bool TryGet(int key, out float[]? vector)
    {
        if (_young.Vectors.TryGetValue(key, out vector))
        {
            return true;
        }

        if (!_old.Vectors.TryGetValue(key, out vector))
        {
            return false;
        }

        Add(key, vector);
        return true;
    }

    public void Add(int key, float[]? vector)
    {
        var young = _young;
        // Who fills the generation is one thread, whatever the others do.
        if (young.Vectors.TryAdd(key, vector) && Interlocked.Increment(ref young.Count) == Math.Max(1, capacity / 2))
        {
            _old = young;
            _young = new();
        }
    }

    /// <summary>Drops owners whose vectors changed.</summary>
    public void Drop(IEnumerable<int> keys)
    {
        Interlocked.Increment(ref _changes);
        foreach (var key in keys)
        {
            _young.Vectors.TryRemove(key, out _);
            _old.Vectors.TryRemove(key, out _);
        }
    }

    private sealed class Generation
    {
        public ConcurrentDictionary<int, float[]?> Vectors { get; } = new();

        public int Count;
    }
}
