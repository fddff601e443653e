using LlmRec.Storage;
using LlmRec.Storage.Schema;
using Microsoft.Data.Sqlite;

namespace LlmRec.Tests.Storage;

public sealed class MigrationTests : IDisposable
{
    private static readonly SchemaPart First = new("shelf", [_ => "CREATE TABLE books (title TEXT NOT NULL); INSERT INTO books VALUES ('first')"]);
    private static readonly SchemaPart Second = new("shelf", [.. First.Migrations, _ => "ALTER TABLE books ADD COLUMN year INTEGER; UPDATE books SET year = 1900"]);

    private readonly TestStore _file = new();

    [Fact]
    public async Task A_store_of_version_one_is_brought_to_version_two_with_all_that_is_in_it()
    {
        var before = await _file.OpenAsync(First);
        await before.WriteAsync(s => s.ExecuteAsync("INSERT INTO books VALUES ('second')"));

        var after = await _file.OpenAsync(Second);

        Assert.Equal([("first", 1900), ("second", 1900)], await after.ReadAsync(s => s.QueryAsync<(string, int)>("SELECT title, year FROM books ORDER BY title")));
        Assert.Equal(2, await VersionAsync(after));
    }

    [Fact]
    public async Task A_new_store_and_a_migrated_one_have_the_same_tables()
    {
        await _file.OpenAsync(First);
        var migrated = await _file.OpenAsync(Second);
        using var other = new TestStore();
        var made = await other.OpenAsync(Second);

        Assert.Equal(await SchemaAsync(made), await SchemaAsync(migrated));
    }

    [Fact]
    public async Task Opening_again_migrates_nothing()
    {
        await _file.OpenAsync(Second);
        var again = await _file.OpenAsync(Second);

        Assert.Equal(1, await again.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM books")));
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused_with_both_versions_and_left_alone()
    {
        await _file.OpenAsync(Second);
        var another = new SchemaPart("another", [_ => "CREATE TABLE another (a TEXT)"]);

        var fault = await Assert.ThrowsAsync<StoreException>(() => _file.OpenAsync(another, First));

        Assert.Equal(StoreFault.Newer, fault.Fault);
        Assert.All(new[] { _file.Path, "shelf", "version 2", "knows 1", "Update" }, told => Assert.Contains(told, fault.Message, StringComparison.Ordinal));
        var store = await _file.OpenAsync(Second);
        Assert.Equal(2, await VersionAsync(store));
        Assert.Equal(0, await store.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM schema_versions WHERE part = 'another'")));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_store_as_it_was()
    {
        await _file.OpenAsync(First);
        var broken = new SchemaPart("shelf", [.. Second.Migrations, _ => "ALTER TABLE nowhere ADD COLUMN x INTEGER"]);

        await Assert.ThrowsAsync<SqliteException>(() => _file.OpenAsync(broken));

        var store = await _file.OpenAsync(First);
        Assert.Equal(1, await VersionAsync(store));
        Assert.Equal(1, await store.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM pragma_table_info('books')")));
    }

    [Fact]
    public async Task Processes_that_open_a_new_store_at_once_migrate_it_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _file.OpenAsync(Second))));

        Assert.All(await Task.WhenAll(stores.Select(store => store.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM books")))), count => Assert.Equal(1, count));
    }

    public void Dispose() => _file.Dispose();

    private static Task<int> VersionAsync(Store store) => store.ReadAsync(s => s.ScalarAsync<int>("SELECT version FROM schema_versions WHERE part = 'shelf'"));

    private static Task<IReadOnlyList<string>> SchemaAsync(Store store) => store.ReadAsync(s => s.QueryAsync<string>("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"));
}
