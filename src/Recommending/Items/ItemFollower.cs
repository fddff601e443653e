using LlmRec.Catalog.Items;
using LlmRec.Recommending.Similarity;

namespace LlmRec.Recommending.Items;

/// <summary>Keeps the items in memory, and their words, up to date with the store.</summary>
public sealed class ItemFollower : IDisposable
{
    private const int Page = 10_000;

    private readonly ItemStore _store;
    private readonly ItemTable _table;
    private readonly ItemWords _words;

    private readonly SemaphoreSlim _following = new(1, 1);
    private long _checkpoint;

    /// <param name="store">The items in the store.</param>
    /// <param name="table">The table to keep up to date.</param>
    /// <param name="words">The words to keep up to date.</param>
    public ItemFollower(ItemStore store, ItemTable table, ItemWords words) => (_store, _table, _words) = (store, table, words);

    /// <summary>Applies what was stored since the last call.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken);
        try
        {
            var changes = await _store.ChangesAsync(_checkpoint, Page, cancellationToken);
            while (changes.Count > 0)
            {
                foreach (var change in changes)
                {
                    Apply(change);
                }

                _checkpoint = changes[^1].Seq;
                changes = changes.Count == Page ? await _store.ChangesAsync(_checkpoint, Page, cancellationToken) : [];
            }
        }
        finally
        {
            _following.Release();
        }
    }

    private void Apply(ItemChange change)
    {
        if (change.Item is { } item)
        {
            var known = new CatalogItem(change.Key, item.Id, item.Title, ItemFacets.YearOf(item), [.. ItemFacets.Of(item)], item.CreatedAt);
            known = ItemFacets.NumbersOf(item) is { Count: > 0 } numbers ? known with { Numbers = numbers } : known;
            _table.Set(known);
            _words.Set(known);
        }
        else
        {
            _table.Remove(change.Key);
            _words.Remove(change.Key);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();
}
