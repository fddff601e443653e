using System.Data.Common;
using System.Text.Json;
using LlmRec.Storage;

namespace LlmRec.Catalog.Items;

/// <summary>Writes items one after the other in a transaction, with prepared statements.</summary>
internal sealed class ItemWriter : IDisposable
{
    private readonly StoreSession _session;
    private readonly IReadOnlyList<IItemProjection> _projections;
    private readonly DbCommand _find;
    private readonly DbCommand _write;

    public ItemWriter(StoreSession session, IReadOnlyList<IItemProjection> projections)
    {
        _session = session;
        _projections = projections;
        _find = session.Prepare("SELECT title, text, categories, attributes, image_url, created_at, deleted FROM items WHERE id = @id", "@id");
        _write = session.Prepare(
            """
            INSERT INTO items (id, title, text, categories, attributes, image_url, created_at, deleted, seq)
            VALUES (@id, @title, @text, @categories, @attributes, @image_url, @created_at, 0, @seq)
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, text = excluded.text, categories = excluded.categories,
                attributes = excluded.attributes, image_url = excluded.image_url, created_at = excluded.created_at, deleted = 0, seq = excluded.seq
            RETURNING key
            """,
            "@id", "@title", "@text", "@categories", "@attributes", "@image_url", "@created_at", "@seq");
    }

    public async Task<EntryOutcome> WriteAsync(Item candidate)
    {
        var (item, reason) = ItemCheck.Check(candidate);
        if (item is null)
        {
            return EntryOutcome.Rejected(reason!);
        }

        object[] values =
        [
            item.Title,
            (object?)item.Text ?? DBNull.Value,
            JsonSerializer.Serialize(item.Categories, CatalogJson.Options),
            JsonSerializer.Serialize(item.Attributes, CatalogJson.Options),
            (object?)item.ImageUrl ?? DBNull.Value,
            (object?)item.CreatedAt?.ToUnixTimeMilliseconds() ?? DBNull.Value,
        ];
        if (await IsStoredAsync(item.Id, values))
        {
            return EntryOutcome.Unchanged;
        }

        _write.Parameters[0].Value = item.Id;
        for (var i = 0; i < values.Length; i++)
        {
            _write.Parameters[i + 1].Value = values[i];
        }

        _write.Parameters[_write.Parameters.Count - 1].Value = await ChangeSequence.TakeAsync(_session, ItemStore.Sequence);
        var key = Convert.ToInt32(await _write.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        foreach (var projection in _projections)
        {
            await projection.WriteAsync(_session, key, item);
        }

        return EntryOutcome.Accepted;
    }

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
    }

    private async Task<bool> IsStoredAsync(string id, object[] values)
    {
        _find.Parameters[0].Value = id;
        await using var reader = await _find.ExecuteReaderAsync();
        if (!await reader.ReadAsync() || reader.GetInt64(6) != 0)
        {
            return false;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!Equals(reader.GetValue(i), values[i]))
            {
                return false;
            }
        }

        return true;
    }
}
