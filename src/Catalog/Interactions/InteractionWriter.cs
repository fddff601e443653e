using System.Data.Common;
using System.Globalization;
using LlmRec.Catalog.Users;
using LlmRec.Storage;

namespace LlmRec.Catalog.Interactions;

/// <summary>Writes interactions one after the other in a transaction, with prepared statements and the keys met so far.</summary>
internal sealed class InteractionWriter : IDisposable
{
    private readonly StoreSession _session;
    private readonly LikeRules _rules;
    private readonly TimeKind _kind;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, int?> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);
    private readonly DbCommand _findItem;
    private readonly DbCommand _findUser;
    private readonly DbCommand _write;

    public InteractionWriter(StoreSession session, LikeRules rules, TimeKind kind, DateTimeOffset now)
    {
        _session = session;
        _rules = rules;
        _kind = kind;
        _now = now;
        _findItem = session.Prepare("SELECT key FROM items WHERE id = @id AND deleted = 0", "@id");
        _findUser = session.Prepare("SELECT key FROM users WHERE id = @id", "@id");
        _write = session.Prepare(
            """
            INSERT INTO interactions (user_key, item_key, type, timestamp, value, seq) VALUES (@user, @item, @type, @timestamp, @value, @seq)
            ON CONFLICT (user_key, item_key, type, timestamp) DO UPDATE SET value = excluded.value, seq = excluded.seq
            WHERE interactions.value <> excluded.value
            """,
            "@user", "@item", "@type", "@timestamp", "@value", "@seq");
    }

    public async Task<EntryOutcome> WriteAsync(Interaction interaction, long seq)
    {
        var reason = EntryChecks.Id(interaction.UserId, "user_id")
            ?? EntryChecks.Id(interaction.ItemId, "item_id")
            ?? (_rules.Knows(interaction.Type ?? "") ? null : $"type '{EntryChecks.Shortened(interaction.Type ?? "")}' is not known; known: {string.Join(", ", _rules.Types)} (Likes:Types adds others)")
            ?? (double.IsFinite(interaction.Value) ? null : "value is not a finite number");
        var (timestamp, timeReason) = reason is null ? Time(interaction.Timestamp) : (null, null);
        reason ??= timeReason;
        if (reason is not null)
        {
            return EntryOutcome.Rejected(reason);
        }

        if (await ItemKeyAsync(interaction.ItemId) is not { } item)
        {
            return EntryOutcome.Rejected($"item '{interaction.ItemId}' is not in the catalogue; import items first");
        }

        var user = await UserKeyAsync(interaction.UserId);
        object[] values = [user, item, interaction.Type!, timestamp ?? await NextIndexAsync(user), interaction.Value, seq];
        for (var i = 0; i < values.Length; i++)
        {
            _write.Parameters[i].Value = values[i];
        }

        return await _write.ExecuteNonQueryAsync() > 0 ? EntryOutcome.Accepted : EntryOutcome.Unchanged;
    }

    public void Dispose()
    {
        _findItem.Dispose();
        _findUser.Dispose();
        _write.Dispose();
    }

    private (double? Value, string? Reason) Time(string? text)
    {
        if (text is null)
        {
            return (_kind == TimeKind.Real ? _now.ToUnixTimeMilliseconds() / 1000.0 : null, null);
        }

        var (value, kind, reason) = EventTime.Parse(text, _now);
        return reason is not null ? (null, reason)
            : kind == _kind ? (value, null)
            : kind == TimeKind.Real ? (null, "timestamp is a time, but this store holds order indexes; leave it out to add the interaction as the user's next")
            : (null, $"timestamp {EntryChecks.Shortened(text)} is below {EventTime.FirstReal:0}: an order index, but this store holds times; import order-index data into a store of its own with --order-index");
    }

    private async Task<int?> ItemKeyAsync(string id)
    {
        if (!_items.TryGetValue(id, out var key))
        {
            _findItem.Parameters[0].Value = id;
            _items.Add(id, key = Key(await _findItem.ExecuteScalarAsync()));
        }

        return key;
    }

    private async Task<int> UserKeyAsync(string id)
    {
        if (!_users.TryGetValue(id, out var key))
        {
            _findUser.Parameters[0].Value = id;
            key = Key(await _findUser.ExecuteScalarAsync()) ?? await _session.ScalarAsync<int>(
                "INSERT INTO users (id, attributes, seq) VALUES (@id, '{}', @seq) RETURNING key",
                new { id, seq = await ChangeSequence.TakeAsync(_session, UserStore.Sequence) });
            _users.Add(id, key);
        }

        return key;
    }

    private Task<double> NextIndexAsync(int user) =>
        _session.ScalarAsync<double>("SELECT COALESCE(MAX(timestamp) + 1, 0) FROM interactions WHERE user_key = @user", new { user });

    private static int? Key(object? scalar) => scalar is null or DBNull ? null : Convert.ToInt32(scalar, CultureInfo.InvariantCulture);
}
