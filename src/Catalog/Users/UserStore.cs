using System.Text.Json;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Storage;

namespace LlmRec.Catalog.Users;

/// <summary>The users in the store: those sent in, and those seen in interactions.</summary>
public sealed class UserStore
{
    /// <summary>The change sequence of users.</summary>
    public const string Sequence = "users";

    private const string Columns = "key AS Key, id AS Id, text AS Text, attributes AS Attributes";

    private readonly Store _store;

    /// <param name="store">The open store.</param>
    public UserStore(Store store) => _store = store;

    /// <summary>Stores users in one transaction.</summary>
    /// <returns>For each user, in order, what became of it.</returns>
    public Task<IReadOnlyList<EntryOutcome>> UpsertAsync(IReadOnlyList<User> users, CancellationToken cancellationToken = default) =>
        _store.WriteAsync<IReadOnlyList<EntryOutcome>>(
            async session =>
            {
                var outcomes = new List<EntryOutcome>(users.Count);
                foreach (var user in users)
                {
                    outcomes.Add(await WriteAsync(session, user));
                }

                return outcomes;
            },
            cancellationToken: cancellationToken);

    /// <summary>One user; null when there is none of this id.</summary>
    public Task<User?> GetAsync(string id, CancellationToken cancellationToken = default) => _store.ReadAsync(
        async session => (await session.FirstAsync<UserRow>($"SELECT {Columns} FROM users WHERE id = @id", new { id }))?.ToUser(), cancellationToken);

    /// <summary>The key of a user; null when there is none of this id.</summary>
    public Task<int?> FindKeyAsync(string id, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(session => session.FirstAsync<int?>("SELECT key FROM users WHERE id = @id", new { id }), cancellationToken);

    /// <summary>Ids that begin so, in order.</summary>
    /// <param name="beginning">The beginning, to the letter; empty for any.</param>
    /// <param name="limit">The most ids.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public Task<IReadOnlyList<string>> IdsAsync(string beginning, int limit, CancellationToken cancellationToken = default) => _store.ReadAsync(
        session => session.QueryAsync<string>(
            // The last character there is: whatever begins so comes before.
            "SELECT id FROM users WHERE id >= @beginning AND id < @end ORDER BY id LIMIT @limit", new { beginning, end = beginning + "\U0010FFFF", limit }),
        cancellationToken);

    /// <summary>Users by key after a key, for work that goes through all of them.</summary>
    public Task<IReadOnlyList<KeyedUser>> PageAsync(int afterKey, int limit, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyList<KeyedUser>>(
        async session => [.. (await session.QueryAsync<UserRow>($"SELECT {Columns} FROM users WHERE key > @afterKey ORDER BY key LIMIT @limit", new { afterKey, limit }))
            .Select(row => new KeyedUser(row.Key, row.ToUser()))],
        cancellationToken);

    /// <summary>Which keys of a range, both ends inclusive, belong to a user now, in the caller's transaction.</summary>
    public static Task<IReadOnlyList<int>> KeysAsync(StoreSession session, int first, int last)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<int>("SELECT key FROM users WHERE key BETWEEN @first AND @last", new { first, last });
    }

    /// <summary>How many users there are.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken = default) =>
        _store.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM users"), cancellationToken);

    /// <summary>
    /// Removes a user with all interactions and impressions, in the caller's transaction, and tells every process that
    /// holds them in memory.
    /// </summary>
    /// <returns>The key the user had; null when there is none of this id.</returns>
    public static async Task<int?> EraseAsync(StoreSession session, string id)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await session.FirstAsync<int?>("SELECT key FROM users WHERE id = @id", new { id }) is not { } key)
        {
            return null;
        }

        await session.ExecuteAsync(
            """
            DELETE FROM interactions WHERE user_key = @key;
            DELETE FROM impressions WHERE user_key = @key;
            DELETE FROM users WHERE key = @key;
            INSERT INTO erasures (seq, user_key) VALUES (@seq, @key);
            """,
            new { key, seq = await ChangeSequence.TakeAsync(session, InteractionStore.Sequence) });
        return key;
    }

    /// <summary>Why a user can't be stored; null when nothing keeps it.</summary>
    internal static string? Fault(User user) =>
        EntryChecks.Id(user.Id) ?? EntryChecks.Length(user.Text, EntryChecks.LongestText, "text") ?? EntryChecks.Attributes(user.Attributes);

    private static async Task<EntryOutcome> WriteAsync(StoreSession session, User user)
    {
        if (Fault(user) is { } reason)
        {
            return EntryOutcome.Rejected(reason);
        }

        var row = new
        {
            user.Id,
            Text = CleanText.OrNull(user.Text),
            Attributes = JsonSerializer.Serialize(AttributeValue.Cleaned(user.Attributes), CatalogJson.Options),
        };
        var known = await session.FirstAsync<UserRow>($"SELECT {Columns} FROM users WHERE id = @Id", row);
        if (known?.Text == row.Text && known?.Attributes == row.Attributes)
        {
            return EntryOutcome.Unchanged;
        }

        await session.ExecuteAsync(
            """
            INSERT INTO users (id, text, attributes, seq) VALUES (@Id, @Text, @Attributes, @seq)
            ON CONFLICT (id) DO UPDATE SET text = excluded.text, attributes = excluded.attributes, seq = excluded.seq
            """,
            new { row.Id, row.Text, row.Attributes, seq = await ChangeSequence.TakeAsync(session, Sequence) });
        return EntryOutcome.Accepted;
    }

    private sealed class UserRow
    {
        public int Key { get; init; }

        public required string Id { get; init; }

        public string? Text { get; init; }

        public required string Attributes { get; init; }

        public User ToUser() => new()
        {
            Id = Id,
            Text = Text,
            Attributes = JsonSerializer.Deserialize<Dictionary<string, AttributeValue>>(Attributes, CatalogJson.Options)!,
        };
    }
}

/// <summary>A user with the store's key.</summary>
/// <param name="Key">The key; dense, used as an index by other rooms.</param>
/// <param name="User">The user.</param>
public sealed record KeyedUser(int Key, User User);
