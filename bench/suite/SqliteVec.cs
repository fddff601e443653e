using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace LlmRec.Bench;

/// <summary>sqlite-vec, the extension that its npm package brings, in this process's SQLite.</summary>
internal sealed class SqliteVec : IDisposable
{
    private readonly SqliteConnection _connection;

    private SqliteVec(SqliteConnection connection) => _connection = connection;

    /// <summary>Makes a table of vectors, numbered from 1.</summary>
    /// <param name="path">The database.</param>
    /// <param name="dimension">Numbers in a vector.</param>
    /// <param name="vectors">The vectors.</param>
    /// <param name="genreOf">What a vector of a number can be filtered by.</param>
    public static SqliteVec Fill(string path, int dimension, IEnumerable<float[]> vectors, Func<int, int> genreOf)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.LoadExtension(Extension());
        Execute(connection, $"CREATE VIRTUAL TABLE vectors USING vec0(key INTEGER PRIMARY KEY, embedding FLOAT[{dimension}] DISTANCE_METRIC=cosine, genre INTEGER)");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO vectors (key, embedding, genre) VALUES ($key, $vector, $genre)";
        var (key, vector, genre) = (insert.Parameters.Add("$key", SqliteType.Integer), insert.Parameters.Add("$vector", SqliteType.Blob), insert.Parameters.Add("$genre", SqliteType.Integer));
        var number = 0;
        foreach (var row in vectors)
        {
            number++;
            (key.Value, vector.Value, genre.Value) = (number, MemoryMarshal.AsBytes<float>(row).ToArray(), genreOf(number));
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return new(connection);
    }

    public Answers Ask(IReadOnlyList<float[]> queries, int limit, int? genre)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT key FROM vectors WHERE embedding MATCH $query AND k = {limit}{(genre is null ? "" : $" AND genre = {genre}")} ORDER BY distance";
        var parameter = command.Parameters.Add("$query", SqliteType.Blob);
        var (milliseconds, keys) = (new double[queries.Count], new int[queries.Count][]);
        for (var i = 0; i < queries.Count; i++)
        {
            var watch = Stopwatch.StartNew();
            parameter.Value = MemoryMarshal.AsBytes<float>(queries[i]).ToArray();
            using var reader = command.ExecuteReader();
            var found = new List<int>();
            while (reader.Read())
            {
                found.Add(reader.GetInt32(0));
            }

            milliseconds[i] = watch.Elapsed.TotalMilliseconds;
            keys[i] = [.. found];
        }

        return new(milliseconds, keys);
    }

    public void Dispose() => _connection.Dispose();

    private static string Extension()
    {
        var modules = Path.Combine(BenchRun.Root, "bench", "node_modules");
        return Directory.GetDirectories(modules, "sqlite-vec-*").SelectMany(d => Directory.GetFiles(d, "vec0.*")).FirstOrDefault()
            ?? throw new InvalidOperationException($"{modules} holds no sqlite-vec for this system; was `npm ci` run in bench/?");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
