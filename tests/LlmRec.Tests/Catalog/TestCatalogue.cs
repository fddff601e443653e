using LlmRec.Catalog;
using LlmRec.Catalog.Import;
using LlmRec.Catalog.Impressions;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Lexical;
using LlmRec.Catalog.Users;
using LlmRec.Storage;
using LlmRec.Storage.Schema;
using LlmRec.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Catalog;

/// <summary>A catalogue in a real store, with files to import beside it. The time is 23 November 2026.</summary>
internal sealed class TestCatalogue : IDisposable
{
    private readonly TempFolder _folder;
    private int _files;

    private TestCatalogue(TempFolder folder, Store store)
    {
        _folder = folder;
        Store = store;
        Lexical = new(store);
        Items = new(store, [Lexical]);
        Users = new(store);
        Rules = new(Options.Create(new LikeOptions()));
        Interactions = new(store, Rules, Time);
        Impressions = new(store, Time);
        Importer = new(Items, Users, Interactions, Time);
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    public Store Store { get; }

    public LexicalIndex Lexical { get; }

    public ItemStore Items { get; }

    public UserStore Users { get; }

    public LikeRules Rules { get; }

    public InteractionStore Interactions { get; }

    public ImpressionStore Impressions { get; }

    public CatalogImporter Importer { get; }

    /// <summary>Opens a store; at a path, or in a folder of the catalogue's own.</summary>
    public static async Task<TestCatalogue> OpenAsync(string? path = null, params SchemaPart[] more)
    {
        var folder = new TempFolder();
        var store = new Store(
            Options.Create(new StoreOptions { Store = $"sqlite:{path ?? folder["llmrec.db"]}" }), [StorageSchema.Part, CatalogSchema.Part, LexicalSchema.Part, .. more]);
        await store.OpenAsync();
        return new(folder, store);
    }

    public Task<IReadOnlyList<EntryOutcome>> AddItemsAsync(params Item[] items) => Items.UpsertAsync(items);

    public Task<IReadOnlyList<EntryOutcome>> AddItemsAsync(params string[] ids) => Items.UpsertAsync([.. ids.Select(id => new Item { Id = id, Title = $"Title of {id}" })]);

    public string File(string content) => File(System.Text.Encoding.UTF8.GetBytes(content));

    public string File(byte[] content)
    {
        var path = _folder[$"file-{++_files}"];
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public Task<ImportReport> ImportAsync(string? items = null, string? users = null, string? interactions = null, bool orderIndex = false, bool strict = false) =>
        Importer.ImportAsync(
            new(items is null ? null : File(items), users is null ? null : File(users), interactions is null ? null : File(interactions), orderIndex, strict),
            null,
            CancellationToken.None);

    /// <summary>Everything the store holds, row by row, to see whether anything changed.</summary>
    public Task<IReadOnlyList<string>> DumpAsync() => Store.ReadAsync(session => session.QueryAsync<string>(
        """
        SELECT 'item ' || key || '|' || id || '|' || title || '|' || COALESCE(text, '-') || '|' || categories || '|' || attributes || '|' || seq FROM items
        UNION ALL SELECT 'user ' || key || '|' || id || '|' || COALESCE(text, '-') || '|' || attributes || '|' || seq FROM users
        UNION ALL SELECT 'event ' || user_key || '|' || item_key || '|' || type || '|' || timestamp || '|' || value || '|' || seq FROM interactions
        UNION ALL SELECT 'shown ' || recommendation_id || '|' || item_key || '|' || position || '|' || COALESCE(user_key, '-') || '|' || timestamp FROM impressions
        ORDER BY 1
        """));

    public void Dispose()
    {
        Store.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
