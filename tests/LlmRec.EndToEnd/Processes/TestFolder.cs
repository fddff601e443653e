using System.Text.Json;
using LlmRec.Testing;
using Microsoft.Data.Sqlite;

namespace LlmRec.EndToEnd.Processes;

/// <summary>A folder with files to import and a store in <c>data/</c>.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Data => _folder["data"];

    public string Store => Path.Combine(Data, "llmrec.db");

    public string this[string name] => _folder[name];

    public string Write(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        return _folder[name];
    }

    /// <summary>Writes the films as <c>items.jsonl</c>.</summary>
    public string Films() => Write("items.jsonl", string.Concat(EndToEnd.Films.All.Select(f => JsonSerializer.Serialize(f) + "\n")));

    /// <summary>Writes a catalogue of many short texts.</summary>
    public string Many(int count, int padding = 0) => Write(
        "many.jsonl", string.Concat(Enumerable.Range(0, count).Select(i => $"{{\"id\":\"m{i}\",\"title\":\"Film number {i}\",\"text\":\"It has {i * 7919 % 1000} scenes.{new string(' ', padding > 0 ? 1 : 0)}{new string('x', padding)}\"}}\n")));

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)Convert.ChangeType(await command.ExecuteScalarAsync(), typeof(T), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    public Task<long> VectorsAsync() => ScalarAsync<long>("SELECT COUNT(*) FROM vectors WHERE kind = 0 AND vector IS NOT NULL");

    public async Task AssertIntactAsync() => Assert.Equal("ok", await ScalarAsync<string>("PRAGMA integrity_check"));

    public void Dispose() => _folder.Dispose();
}
