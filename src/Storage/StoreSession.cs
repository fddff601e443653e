using System.Data.Common;
using Dapper;
using LlmRec.Storage.Dialects;

namespace LlmRec.Storage;

/// <summary>
/// A connection to the store for the time of one piece of work: a read, or a write transaction. Valid only inside the
/// delegate it was handed to. Not for concurrent use.
/// </summary>
public sealed class StoreSession
{
    private readonly CancellationToken _cancellationToken;

    internal StoreSession(Dialect dialect, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        Dialect = dialect;
        Connection = connection;
        Transaction = transaction;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The database's dialect.</summary>
    public Dialect Dialect { get; }

    /// <summary>The open connection, for prepared commands in bulk loops.</summary>
    public DbConnection Connection { get; }

    /// <summary>The write transaction; null in a read.</summary>
    public DbTransaction? Transaction { get; }

    /// <summary>Runs a query and returns its rows, bound to <typeparamref name="T"/> by column name.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await Connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>Runs a query of at most one row; null (or default) when there is none.</summary>
    public Task<T?> FirstAsync<T>(string sql, object? parameters = null) => Connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>Runs a query and returns the first column of its first row.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? parameters = null) => Connection.ExecuteScalarAsync<T>(Command(sql, parameters));

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Makes a prepared command in this session, with one parameter for each name, in order; for loops over many rows.</summary>
    public DbCommand Prepare(string sql, params ReadOnlySpan<string> parameterNames)
    {
        var command = Connection.CreateCommand();
        command.Transaction = Transaction;
        command.CommandText = sql;
        foreach (var name in parameterNames)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, Transaction, cancellationToken: _cancellationToken);
}
