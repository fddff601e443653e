using LlmRec.Catalog.Items;

namespace LlmRec.Recommending.Items;

/// <summary>Keeps an <see cref="ItemTable"/> up to date with the store.</summary>
public sealed class ItemFollower : IDisposable
{
    private const int Page = 10_000;

    private readonly ItemStore _store;
    private readonly ItemTable _table;

    private readonly SemaphoreSlim _following = new(1, 1);
    private long _checkpoint;

    /// <param name="store">The items in the store.</param>
    /// <param name="table">The table to keep up to date.</param>
    public ItemFollower(ItemStore store, ItemTable table)
    {
        _store = store;
        _table = table;
    }

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
            _table.Set(new(change.Key, item.Id, item.Title, ItemFacets.YearOf(item), [.. ItemFacets.Of(item)], item.CreatedAt));
        }
        else
        {
            _table.Remove(change.Key);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();
}
