using LlmRec.Storage;
using LlmRec.Storage.Schema;
using LlmRec.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Storage;

/// <summary>A real SQLite store in a folder of its own.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Path => _folder["llmrec.db"];

    /// <summary>Opens the store (again), as another process would.</summary>
    public async Task<Store> OpenAsync(params SchemaPart[] parts)
    {
        var store = Unopened(parts);
        await store.OpenAsync();
        return store;
    }

    public Store Unopened(params SchemaPart[] parts) =>
        new(Options.Create(new StoreOptions { Store = $"sqlite:{Path}" }), [StorageSchema.Part, .. parts]);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
