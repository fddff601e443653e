using System.Globalization;
using LlmRec.Storage;
using LlmRec.Storage.Dialects;
using LlmRec.Storage.Schema;
using LlmRec.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Storage;

public sealed class StoreTests : IDisposable
{
    private const string Count = "SELECT COUNT(*) FROM settings";

    private readonly TestStore _file = new();
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_store_is_made_with_its_folder_and_keeps_a_log_beside_the_database_for_its_readers()
    {
        using var store = At(_folder["new/folder/llmrec.db"]);

        Assert.True(await store.OpenAsync());
        Assert.Equal("wal", await store.ReadAsync(s => s.ScalarAsync<string>("PRAGMA journal_mode")));
        using var again = At(_folder["new/folder/llmrec.db"]);
        Assert.False(await again.OpenAsync(mustExist: true));
    }

    [Fact]
    public async Task What_a_new_store_is_given_comes_with_its_tables_or_not_at_all()
    {
        using var killed = _file.Unopened();
        await Assert.ThrowsAsync<InvalidOperationException>(() => killed.OpenAsync(onCreate: async session =>
        {
            await StoreSettings.WriteAsync(session, "given", "half");
            throw new InvalidOperationException("killed here");
        }));

        // The file is there already, without a table in it.
        Assert.True(File.Exists(_file.Path));
        using var next = _file.Unopened();
        Assert.True(await next.OpenAsync(onCreate: session => StoreSettings.WriteAsync(session, "given", "whole")));
        using var later = _file.Unopened();
        Assert.False(await later.OpenAsync(onCreate: session => StoreSettings.WriteAsync(session, "given", "again")));
        Assert.Equal("whole", await later.ReadAsync(session => StoreSettings.ReadAsync(session, "given")));
    }

    [Fact]
    public async Task Of_several_that_open_a_new_store_at_once_one_creates_it()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => _file.Unopened()).ToList();

        var created = await Task.WhenAll(stores.Select(store => Task.Run(() => store.OpenAsync())));

        Assert.Single(created, by => by);
        stores.ForEach(store => store.Dispose());
    }

    [Fact]
    public async Task A_store_that_must_exist_and_does_not_is_told_with_its_place_and_not_made()
    {
        var path = _folder["nowhere/llmrec.db"];

        var fault = await Assert.ThrowsAsync<StoreException>(() => At(path).OpenAsync(mustExist: true));

        Assert.Equal(StoreFault.Missing, fault.Fault);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains("import", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["nowhere"]));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var path = _folder["letter.txt"];
        await File.WriteAllTextAsync(path, new string('a', 5_000));

        var fault = await Assert.ThrowsAsync<StoreException>(() => At(path).OpenAsync());

        Assert.Equal(StoreFault.Unusable, fault.Fault);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Equal(new string('a', 5_000), await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("file/llmrec.db")]
    [InlineData("folder")]
    public async Task A_place_where_no_file_can_be_is_told(string place)
    {
        await File.WriteAllTextAsync(_folder["file"], "");
        Directory.CreateDirectory(_folder["folder"]);

        var fault = await Assert.ThrowsAsync<StoreException>(() => At(_folder[place]).OpenAsync());

        Assert.Equal(StoreFault.Unusable, fault.Fault);
        Assert.Contains(_folder[place], fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "sqlite:PATH")]
    [InlineData("sqlite:", "sqlite:PATH")]
    [InlineData("data/llmrec.db", "sqlite:PATH")]
    [InlineData("mysql:host", "sqlite:PATH")]
    [InlineData("postgres:Host=db;Password=secret", "not built yet")]
    public void A_setting_that_names_no_store_is_refused_with_what_to_write(string setting, string told)
    {
        var fault = Assert.Throws<StoreException>(() => new Store(Options.Create(new StoreOptions { Store = setting }), []));

        Assert.Equal(StoreFault.Configuration, fault.Fault);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_stores_on_one_file_that_write_at_once_lose_nothing()
    {
        const int Writers = 3, Writes = 25;
        var stores = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _file.OpenAsync()));
        var taken = await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            var numbers = new List<long>();
            for (var i = 0; i < Writes; i++)
            {
                numbers.Add(await store.WriteAsync(
                    async session =>
                    {
                        // Read, then write: without one writer at a time both would read the same.
                        var last = await ChangeSequence.LastAsync(session, "numbers");
                        await StoreSettings.WriteAsync(session, "count", $"{int.Parse(await StoreSettings.ReadAsync(session, "count") ?? "0", CultureInfo.InvariantCulture) + 1}");
                        var first = await ChangeSequence.TakeAsync(session, "numbers", 2);
                        return first == last + 1 ? first : throw new InvalidOperationException("another writer was here");
                    },
                    Durability.ProcessKill));
            }

            return numbers;
        }))));

        const int All = 2 * Writers * Writes;
        Assert.Equal(Enumerable.Range(0, All).Select(i => (2L * i) + 1), taken.SelectMany(n => n).Order());
        Assert.Equal($"{All}", await stores[0].ReadAsync(s => StoreSettings.ReadAsync(s, "count")));
        Assert.Equal(2 * All, await stores[1].ReadAsync(s => ChangeSequence.LastAsync(s, "numbers")));
    }

    [Fact]
    public async Task A_reader_sees_the_last_commit_and_does_not_wait_for_a_writer()
    {
        var store = await _file.OpenAsync();
        await store.WriteAsync(async session =>
        {
            await StoreSettings.WriteAsync(session, "a", "1");
            Assert.Equal(0, await store.ReadAsync(s => s.ScalarAsync<long>(Count)));
        });

        Assert.Equal(1, await store.ReadAsync(s => s.ScalarAsync<long>(Count)));
    }

    [Fact]
    public async Task Whatever_a_write_throws_comes_out_as_it_is_and_nothing_of_the_write_stays()
    {
        var store = await _file.OpenAsync();
        Exception[] faults = [new InvalidOperationException("x"), new IOException("x"), new UnauthorizedAccessException("x"), new OperationCanceledException("x")];
        foreach (var fault in faults)
        {
            Assert.Same(fault, await Record.ExceptionAsync(() => store.WriteAsync(async session =>
            {
                await StoreSettings.WriteAsync(session, "a", "1");
                await ChangeSequence.TakeAsync(session, "numbers");
                throw fault;
            })));
        }

        Assert.Equal(0, await store.ReadAsync(s => s.ScalarAsync<long>(Count)));
        Assert.Equal(0, await store.ReadAsync(s => ChangeSequence.LastAsync(s, "numbers")));
    }

    [Fact]
    public async Task A_write_that_waits_for_its_turn_can_be_cancelled()
    {
        var store = await _file.OpenAsync();
        using var cancel = new CancellationTokenSource();
        await store.WriteAsync(async session =>
        {
            var waiting = store.WriteAsync(s => StoreSettings.WriteAsync(s, "a", "never"), cancellationToken: cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            await StoreSettings.WriteAsync(session, "b", "1");
        });

        Assert.Equal(1, await store.ReadAsync(s => s.ScalarAsync<long>(Count)));
    }

    [Fact]
    public async Task A_full_disk_is_told_as_such_the_write_is_rolled_back_and_the_next_one_after_relief_succeeds()
    {
        var store = await _file.OpenAsync();
        var pages = await store.ReadAsync(s => s.ScalarAsync<long>("PRAGMA page_count"));

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(async session =>
        {
            await session.ExecuteAsync($"PRAGMA max_page_count = {pages + 10}");
            for (var i = 0; i < 1_000; i++)
            {
                await StoreSettings.WriteAsync(session, $"{i}", new string('x', 1_000));
            }
        }));

        Assert.Equal(StoreFault.Full, fault.Fault);
        Assert.Contains("rolled back", fault.Message, StringComparison.Ordinal);
        await store.WriteAsync(async session =>
        {
            await session.ExecuteAsync("PRAGMA max_page_count = 1000000");
            await StoreSettings.WriteAsync(session, "after", new string('x', 100_000));
        });
        Assert.Equal(1, await store.ReadAsync(s => s.ScalarAsync<long>(Count)));
    }

    [UnixFact]
    public async Task A_limit_on_file_size_is_told_as_a_full_disk_and_costs_only_the_write_that_met_it()
    {
        var answer = await ChildProcess.RunAsync<FullDisk.Answer>(FullDisk.Name, [_file.Path]);

        Assert.Equal(nameof(StoreFault.Full), answer.Fault);
        Assert.Contains(_file.Path, answer.Message, StringComparison.Ordinal);
        Assert.InRange(answer.Committed, 1, 100);
        Assert.Equal((2 * answer.Committed, (2 * answer.Committed) + 1), (answer.Stored, answer.AfterRelief));
    }

    [Fact]
    public async Task A_store_that_may_only_be_read_says_so_at_the_first_write()
    {
        var store = await _file.OpenAsync();

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(async session =>
        {
            await session.ExecuteAsync("PRAGMA query_only = ON");
            await StoreSettings.WriteAsync(session, "a", "1");
        }));

        Assert.Equal(StoreFault.Unusable, fault.Fault);
        Assert.Contains("read-only", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 5, StoreFault.Busy, "locked")]
    [InlineData(6, 262, StoreFault.Busy, "locked")]
    [InlineData(8, 8, StoreFault.Unusable, "read-only")]
    [InlineData(10, 266, StoreFault.Unusable, "disk")]
    [InlineData(10, 778, StoreFault.Full, "Free some space")]
    [InlineData(10, 4874, StoreFault.Full, "Free some space")]
    [InlineData(11, 11, StoreFault.Unusable, "backup")]
    [InlineData(13, 13, StoreFault.Full, "Free some space")]
    [InlineData(14, 14, StoreFault.Unusable, "folder")]
    [InlineData(26, 26, StoreFault.Unusable, "backup")]
    public void An_error_of_the_database_becomes_one_that_says_what_to_do(int code, int extended, StoreFault fault, string told)
    {
        var dialect = Dialect.Parse("sqlite:/data/llmrec.db");

        var translated = dialect.Translate(new SqliteException("it", code, extended))!;

        Assert.Equal(fault, translated.Fault);
        Assert.Contains(told, translated.Message, StringComparison.Ordinal);
        Assert.Contains("/data/llmrec.db", translated.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_was_not_opened_says_so()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _file.Unopened().ReadAsync(s => s.ScalarAsync<long>(Count)));
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    private static Store At(string path) => new(Options.Create(new StoreOptions { Store = $"sqlite:{path}" }), [StorageSchema.Part]);
}
