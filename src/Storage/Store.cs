using System.Data.Common;
using LlmRec.Storage.Dialects;
using LlmRec.Storage.Schema;
using Microsoft.Extensions.Options;

namespace LlmRec.Storage;

/// <summary>
/// The one door to the database. <see cref="OpenAsync"/> must have run before the first read or write. Safe for
/// concurrent use; writes of one process queue for the single writer, readers never wait.
/// </summary>
public sealed class Store : IDisposable
{
    private readonly SchemaPart[] _parts;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private bool _open;

    /// <param name="options">Where the store is.</param>
    /// <param name="parts">The tables of every room in use.</param>
    /// <exception cref="StoreException">The setting is malformed.</exception>
    public Store(IOptions<StoreOptions> options, IEnumerable<SchemaPart> parts)
    {
        ArgumentNullException.ThrowIfNull(options);
        Dialect = Dialect.Parse(options.Value.Store);
        _parts = [.. parts];
    }

    /// <summary>The database's dialect.</summary>
    public Dialect Dialect { get; }

    /// <summary>Opens the store, creating it if need be, and brings its tables up to date.</summary>
    /// <param name="mustExist">Refuse to create a store: for commands that only read.</param>
    /// <param name="onCreate">
    /// What is written into a new store by the transaction that creates its tables: of several that open it at once only one
    /// creates it, and a kill leaves both or neither.
    /// </param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>Whether the store was created now.</returns>
    /// <exception cref="StoreException">Missing, newer than this program, or unusable.</exception>
    public async Task<bool> OpenAsync(bool mustExist = false, Func<StoreSession, Task>? onCreate = null, CancellationToken cancellationToken = default)
    {
        if (mustExist && !Dialect.Exists())
        {
            throw new StoreException(
                StoreFault.Missing, $"There is no store at {Dialect.Location}. Import a catalogue first (llmrec import --items FILE), or check --data-dir.");
        }

        try
        {
            await Dialect.PrepareAsync(cancellationToken);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StoreException(StoreFault.Unusable, $"{Dialect.Location} cannot be opened: {e.Message}", e);
        }
        catch (DbException e) when (Dialect.Translate(e) is { } translated)
        {
            throw translated;
        }

        _open = true;
        return await WriteAsync(
            async session =>
            {
                var created = await Migrator.MigrateAsync(session, _parts);
                if (created && onCreate is not null)
                {
                    await onCreate(session);
                }

                return created;
            },
            cancellationToken: cancellationToken);
    }

    /// <summary>Runs a read on a connection of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<StoreSession, Task<T>> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ThrowIfClosed();
        try
        {
            await using var connection = await Dialect.ConnectAsync(Durability.PowerLoss, cancellationToken);
            return await read(new StoreSession(Dialect, connection, null, cancellationToken));
        }
        catch (DbException e) when (Dialect.Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Runs a write in a transaction: committed when the delegate returns, rolled back when it throws.</summary>
    /// <param name="write">The work; its session must not be kept.</param>
    /// <param name="durability">What the commit must survive.</param>
    /// <param name="cancellationToken">Stops waiting for the writer, and the work; never a commit under way.</param>
    public async Task<T> WriteAsync<T>(
        Func<StoreSession, Task<T>> write, Durability durability = Durability.PowerLoss, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        ThrowIfClosed();
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await Dialect.ConnectAsync(durability, cancellationToken);
            await using var transaction = await Dialect.BeginWriteAsync(connection, cancellationToken);
            var result = await write(new StoreSession(Dialect, connection, transaction, cancellationToken));
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (DbException e) when (Dialect.Translate(e) is { } translated)
        {
            throw translated;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<StoreSession, Task> write, Durability durability = Durability.PowerLoss, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        return WriteAsync<bool>(
            async session =>
            {
                await write(session);
                return true;
            },
            durability,
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void ThrowIfClosed()
    {
        if (!_open)
        {
            throw new InvalidOperationException("The store is used before OpenAsync.");
        }
    }
}
