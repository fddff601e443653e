using LlmRec.Catalog.Items;
using LlmRec.Storage;
using LlmRec.Vectors.Stored;

namespace LlmRec.Recommending.Erasure;

/// <summary>Deletes an item together with its vectors, in one transaction.</summary>
public sealed class ItemErasure
{
    private readonly Store _store;
    private readonly ItemStore _items;

    /// <summary>Creates the erasure.</summary>
    public ItemErasure(Store store, ItemStore items)
    {
        _store = store;
        _items = items;
    }

    /// <summary>Deletes an item.</summary>
    /// <returns>False when there is none of this id.</returns>
    public Task<bool> EraseAsync(string id, CancellationToken cancellationToken) => _store.WriteAsync(
        async session =>
        {
            if (await _items.DeleteAsync(session, id) is not { } key)
            {
                return false;
            }

            await VectorStore.DeleteAsync(session, OwnerKind.Item, key);
            return true;
        },
        cancellationToken: cancellationToken);
}
