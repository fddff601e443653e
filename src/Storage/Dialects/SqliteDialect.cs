using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace LlmRec.Storage.Dialects;

/// <summary>SQLite in WAL mode: many readers beside one writer, in any number of processes on one machine.</summary>
public sealed class SqliteDialect : Dialect
{
    private const int Full = 13, CannotOpen = 14, Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, NotADatabase = 26;

    // A quota or a limit on file size comes as a failed write, a full disk now and then as a failure to enlarge the index of the WAL.
    private const int FailedWrite = IoError | (3 << 8), FailedSharedMemorySize = IoError | (19 << 8);

    private readonly string _path;
    private readonly string _connectionString;

    /// <param name="path">Path of the database file; relative to the working directory.</param>
    public SqliteDialect(string path)
    {
        _path = Path.GetFullPath(path);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            DefaultTimeout = 30,
            ForeignKeys = true,
        }.ToString();
    }

    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    public override string Location => _path;

    /// <inheritdoc/>
    public override string Blob => "BLOB";

    /// <inheritdoc/>
    public override string IdentityKey => "INTEGER PRIMARY KEY AUTOINCREMENT";

    /// <inheritdoc/>
    public override bool Exists() => new FileInfo(_path) is { Exists: true, Length: > 0 };

    /// <inheritdoc/>
    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        var mode = (string?)await command.ExecuteScalarAsync(cancellationToken);
        if (mode != "wal")
        {
            throw new StoreException(
                StoreFault.Unusable, $"{_path} is on a file system without the shared memory that SQLite's WAL mode needs; put Store on a local disk.");
        }
    }

    /// <inheritdoc/>
    public override async Task<DbConnection> ConnectAsync(Durability durability, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = durability == Durability.PowerLoss
            ? "PRAGMA synchronous = FULL; PRAGMA mmap_size = 268435456;"
            : "PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 268435456;";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));
    }

    /// <inheritdoc/>
    public override StoreException? Translate(DbException exception) => exception is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        Full => new(StoreFault.Full, $"The disk that holds {_path} is full. Free some space and repeat; the write was rolled back, nothing else was lost.", exception),
        Busy or Locked => new(StoreFault.Busy, $"{_path} stayed locked by another process for 30 seconds. Repeat, or find what holds it (another import?).", exception),
        CannotOpen => new(StoreFault.Unusable, $"{_path} cannot be opened. Check that the folder exists and that this user may write to it.", exception),
        ReadOnly => new(StoreFault.Unusable, $"{_path} is read-only for this user. Change its permissions, or point Store elsewhere.", exception),
        IoError when sqlite.SqliteExtendedErrorCode is FailedWrite or FailedSharedMemorySize => new(
            StoreFault.Full, $"{_path} cannot grow: its disk is full or failing, or a quota or limit on file size is reached. Free some space and repeat; the write was rolled back, nothing else was lost.", exception),
        IoError => new(StoreFault.Unusable, $"Reading or writing {_path} failed ({sqlite.Message}). Check the disk.", exception),
        Corrupt or NotADatabase => new(StoreFault.Unusable, $"{_path} is not an intact SQLite database. Restore it from a backup, or move it away to start anew.", exception),
        _ => null,
    };
}
