using System.Collections.Concurrent;

namespace LlmRec.Recommending.Items;

/// <summary>The items of the catalogue by key and by id, following the store. One writer, any number of readers.</summary>
public sealed class ItemTable
{
    private const int Remembered = 4_096;

    private readonly ConcurrentDictionary<string, int> _keys = new(StringComparer.Ordinal);
    private readonly int[] _changed = new int[Remembered];
    private volatile CatalogItem?[] _items = [];
    private volatile Ordered? _newestFirst;
    private long _version;

    /// <summary>How many items there are.</summary>
    public int Count => _keys.Count;

    /// <summary>Another number after every change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>One more than the largest key.</summary>
    public int Bound => _items.Length;

    /// <summary>The item of a key; null when it is unknown or deleted.</summary>
    public CatalogItem? this[int key]
    {
        get
        {
            var items = _items;
            return (uint)key < (uint)items.Length ? items[key] : null;
        }
    }

    /// <summary>The item of an id; null when it is unknown or deleted.</summary>
    public CatalogItem? Find(string id) => _keys.TryGetValue(id, out var key) ? this[key] : null;

    /// <summary>The keys of ids, in their order; −1 for an unknown one.</summary>
    public int[] KeysOf(IEnumerable<string> ids) => [.. ids.Select(id => Find(id)?.Key ?? -1)];

    /// <summary>The keys of what changed after a version, each once; null when too much did to tell.</summary>
    public IReadOnlyList<int>? ChangedSince(long version)
    {
        var now = Version;
        // Half of what is remembered: the writer may go on meanwhile.
        return now - version > Remembered / 2
            ? null
            : [.. Enumerable.Range(1, (int)(now - version)).Select(i => _changed[(version + i) % Remembered]).Distinct()];
    }

    /// <summary>All items, newest first: by the date the owner gave, else by year, else as they came.</summary>
    public IReadOnlyList<CatalogItem> NewestFirst()
    {
        var version = Version;
        if (_newestFirst is not { } ordered || ordered.Version != version)
        {
            _newestFirst = ordered = new(version,
                [.. All().OrderByDescending(i => i.CreatedAt ?? DateTimeOffset.MinValue).ThenByDescending(i => i.Year ?? int.MinValue).ThenByDescending(i => i.Key)]);
        }

        return ordered.Items;
    }

    /// <summary>All items, by key.</summary>
    public IEnumerable<CatalogItem> All() => _items.OfType<CatalogItem>();

    internal void Set(CatalogItem item)
    {
        if (item.Key >= _items.Length)
        {
            var grown = new CatalogItem?[Math.Max(item.Key + 1, _items.Length * 2)];
            _items.CopyTo(grown, 0);
            _items = grown;
        }

        _items[item.Key] = item;
        _keys[item.Id] = item.Key;
        Changed(item.Key);
    }

    internal void Remove(int key)
    {
        if (this[key] is { } item)
        {
            _keys.TryRemove(item.Id, out _);
            _items[key] = null;
            Changed(key);
        }
    }

    private void Changed(int key)
    {
        _changed[(_version + 1) % Remembered] = key;
        Interlocked.Increment(ref _version);
    }

    private sealed record Ordered(long Version, CatalogItem[] Items);
}
