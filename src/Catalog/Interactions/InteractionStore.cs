using LlmRec.Storage;

namespace LlmRec.Catalog.Interactions;

/// <summary>What users did, in the store.</summary>
public sealed class InteractionStore
{
    /// <summary>The change sequence of interactions and erasures.</summary>
    public const string Sequence = "interactions";

    private const string TimeSetting = "interactions.time";

    private readonly Store _store;
    private readonly LikeRules _rules;
    private readonly TimeProvider _time;

    /// <summary>Creates the access to interactions.</summary>
    public InteractionStore(Store store, LikeRules rules, TimeProvider time)
    {
        _store = store;
        _rules = rules;
        _time = time;
    }

    /// <summary>Stores interactions in one transaction. Users are made on first sight.</summary>
    /// <param name="interactions">The interactions.</param>
    /// <param name="kind">
    /// What their timestamps are. A store holds one kind, set by its first interactions; null: whatever the store holds.
    /// </param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>For each interaction, in order, what became of it.</returns>
    public Task<IReadOnlyList<EntryOutcome>> AddAsync(
        IReadOnlyList<Interaction> interactions, TimeKind? kind = null, CancellationToken cancellationToken = default) => _store.WriteAsync<IReadOnlyList<EntryOutcome>>(
        async session =>
        {
            var held = await TimeKindAsync(session);
            var effective = held ?? kind ?? TimeKind.Real;
            var first = await ChangeSequence.TakeAsync(session, Sequence, interactions.Count);
            var outcomes = new List<EntryOutcome>(interactions.Count);
            using var writer = new InteractionWriter(session, _rules, effective, _time.GetUtcNow());
            foreach (var interaction in interactions)
            {
                outcomes.Add(await writer.WriteAsync(interaction, first + outcomes.Count));
            }

            if (held is null && outcomes.Any(o => o.State == EntryState.Accepted))
            {
                await StoreSettings.WriteAsync(session, TimeSetting, effective.ToString());
            }

            return outcomes;
        },
        cancellationToken: cancellationToken);

    /// <summary>What the store's timestamps are; null before the first interaction.</summary>
    public Task<TimeKind?> TimeKindAsync(CancellationToken cancellationToken = default) => _store.ReadAsync(TimeKindAsync, cancellationToken);

    /// <summary>How many interactions there are.</summary>
    public static Task<long> CountAsync(StoreSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ScalarAsync<long>("SELECT COUNT(*) FROM interactions");
    }

    /// <summary>What was stored or erased after a point of the sequence, in order; at most <paramref name="limit"/> interactions and the erasures among them.</summary>
    public Task<IReadOnlyList<InteractionChange>> ChangesAsync(long after, int limit, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyList<InteractionChange>>(
        async session =>
        {
            // The two tables are read one after the other: what is committed between the two reads must wait for the next call.
            var last = await ChangeSequence.LastAsync(session, Sequence);
            if (last <= after)
            {
                return [];
            }

            var changes = await ReadAsync(session, after, last, limit, cancellationToken);
            var until = changes.Count == limit ? changes[^1].Seq : last;
            var erasures = await session.QueryAsync<(long Seq, int UserKey)>(
                "SELECT seq, user_key FROM erasures WHERE seq > @after AND seq <= @until ORDER BY seq", new { after, until });
            if (erasures.Count > 0)
            {
                changes.AddRange(erasures.Select(e => new InteractionChange(e.Seq, e.UserKey, 0, "", 0, 0)));
                changes.Sort((a, b) => a.Seq.CompareTo(b.Seq));
            }

            return changes;
        },
        cancellationToken);

    /// <summary>A user's interactions, the latest first.</summary>
    public Task<IReadOnlyList<InteractionChange>> OfUserAsync(int userKey, CancellationToken cancellationToken = default) => _store.ReadAsync<IReadOnlyList<InteractionChange>>(
        async session => [.. (await session.QueryAsync<(long Seq, int UserKey, int ItemKey, string Type, double Value, double Timestamp)>(
            "SELECT seq, user_key, item_key, type, value, timestamp FROM interactions WHERE user_key = @userKey ORDER BY timestamp DESC, seq DESC", new { userKey }))
            .Select(r => new InteractionChange(r.Seq, r.UserKey, r.ItemKey, r.Type, r.Value, r.Timestamp))],
        cancellationToken);

    private static async Task<List<InteractionChange>> ReadAsync(StoreSession session, long after, long last, int limit, CancellationToken cancellationToken)
    {
        using var command = session.Prepare(
            "SELECT seq, user_key, item_key, type, value, timestamp FROM interactions WHERE seq > @after AND seq <= @last ORDER BY seq LIMIT @limit",
            "@after", "@last", "@limit");
        (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (after, last, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var changes = new List<InteractionChange>();
        var types = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            // A handful of types on a million rows: one string each, not one a row.
            var type = reader.GetString(3);
            if (!types.TryGetValue(type, out var known))
            {
                types.Add(type, known = type);
            }

            changes.Add(new(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), known, reader.GetDouble(4), reader.GetDouble(5)));
        }

        return changes;
    }

    /// <summary>What the store's timestamps are, in the caller's session; null before the first interaction.</summary>
    public static async Task<TimeKind?> TimeKindAsync(StoreSession session) =>
        await StoreSettings.ReadAsync(session, TimeSetting) is { } kind ? Enum.Parse<TimeKind>(kind) : null;
}

/// <summary>An interaction as stored, or the erasure of a user.</summary>
/// <param name="Seq">Its number in the change sequence.</param>
/// <param name="UserKey">The user.</param>
/// <param name="ItemKey">The item; 0 in an erasure.</param>
/// <param name="Type">The type; empty in an erasure.</param>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">Unix seconds, or the order index.</param>
public readonly record struct InteractionChange(long Seq, int UserKey, int ItemKey, string Type, double Value, double Timestamp)
{
    /// <summary>Whether everything of the user up to here was erased.</summary>
    public bool IsErasure => ItemKey == 0;
}
