using System.Data.Common;

namespace LlmRec.Storage.Dialects;

/// <summary>
/// What differs between databases. All SQL of the rooms is written in the subset that SQLite and PostgreSQL share
/// (named parameters, <c>ON CONFLICT … DO UPDATE</c>, <c>RETURNING</c>, partial indexes); the rest asks here.
/// </summary>
public abstract class Dialect
{
    /// <summary>The name in front of the colon in <c>Store</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Where the store is, as a person would say it (a path, or host and database), without secrets.</summary>
    public abstract string Location { get; }

    /// <summary>Column type of a byte array.</summary>
    public abstract string Blob { get; }

    /// <summary>Column definition of a surrogate key that the database assigns, ascending.</summary>
    public abstract string IdentityKey { get; }

    /// <summary>Whether a store is there already, before anything is opened.</summary>
    public abstract bool Exists();

    /// <summary>Creates what a first connection needs (folders, journal mode). Called once per process.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection from the pool.</summary>
    public abstract Task<DbConnection> ConnectAsync(Durability durability, CancellationToken cancellationToken);

    /// <summary>Starts a transaction that holds the write lock from its first statement on, so that it can't fail later for want of it.</summary>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Turns a database error into one that a person can act on; null when the dialect has nothing to add.</summary>
    public abstract StoreException? Translate(DbException exception);

    /// <summary>Picks the dialect of a <c>Store</c> setting.</summary>
    /// <exception cref="StoreException">The setting is malformed, or names a database that is not built in.</exception>
    public static Dialect Parse(string store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var colon = store.IndexOf(':', StringComparison.Ordinal);
        var (name, rest) = colon < 0 ? (store, "") : (store[..colon], store[(colon + 1)..]);
        return name switch
        {
            "sqlite" when rest.Length > 0 => new SqliteDialect(rest),
            "postgres" => throw new StoreException(StoreFault.Configuration, "Store = postgres:… is not built yet; use sqlite:PATH."),
            _ => throw new StoreException(
                StoreFault.Configuration, $"Store = '{store}' is not understood; write sqlite:PATH, for example sqlite:data/llmrec.db."),
        };
    }
}

/// <summary>What a commit must survive.</summary>
public enum Durability
{
    /// <summary>A power cut: the commit waits for the disk.</summary>
    PowerLoss,

    /// <summary>A killed process, but a power cut may take the last moments: for logs written on the hot path.</summary>
    ProcessKill,
}
