using LlmRec.Catalog.Interactions;
using LlmRec.Storage;

namespace LlmRec.Catalog.Impressions;

/// <summary>What was shown, in the store.</summary>
public sealed class ImpressionStore
{
    private readonly Store _store;
    private readonly TimeProvider _time;

    /// <summary>Creates the access to impressions.</summary>
    public ImpressionStore(Store store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>Stores impressions in one transaction. The same impression twice is stored once.</summary>
    /// <returns>For each impression, in order, what became of it. One is rejected as a whole when an item of it is not in the catalogue.</returns>
    public Task<IReadOnlyList<EntryOutcome>> AddAsync(IReadOnlyList<Impression> impressions, CancellationToken cancellationToken = default) =>
        _store.WriteAsync<IReadOnlyList<EntryOutcome>>(
            async session =>
            {
                var outcomes = new List<EntryOutcome>(impressions.Count);
                foreach (var impression in impressions)
                {
                    outcomes.Add(await AddAsync(session, impression));
                }

                return outcomes;
            },
            cancellationToken: cancellationToken);

    /// <summary>How many items were shown to anyone, each time counted.</summary>
    public static Task<long> CountAsync(StoreSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ScalarAsync<long>("SELECT COUNT(*) FROM impressions");
    }

    /// <summary>How many items were shown to a user, each time counted.</summary>
    public static Task<long> CountAsync(StoreSession session, int userKey)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ScalarAsync<long>("SELECT COUNT(*) FROM impressions WHERE user_key = @userKey", new { userKey });
    }

    private async Task<EntryOutcome> AddAsync(StoreSession session, Impression impression)
    {
        var now = _time.GetUtcNow();
        var (seconds, kind, timeReason) = impression.Timestamp is { } text ? EventTime.Parse(text, now) : (now.ToUnixTimeMilliseconds() / 1000.0, TimeKind.Real, null);
        var reason = EntryChecks.Id(impression.RecommendationId, "recommendationId")
            ?? (impression.UserId is { } id ? EntryChecks.Id(id, "userId") : null)
            ?? (impression.Items.Count is 0 or > 1_000 ? "items must hold 1 to 1,000 entries" : null)
            ?? impression.Items.Select(item => EntryChecks.Id(item.Id, "an item's id")).FirstOrDefault(fault => fault is not null)
            ?? (impression.Items.Any(i => i.Position < 1) ? "positions count from 1" : null)
            ?? timeReason
            ?? (kind == TimeKind.OrderIndex ? "an impression's timestamp must be a time" : null);
        if (reason is not null)
        {
            return EntryOutcome.Rejected(reason);
        }

        var user = impression.UserId is null ? null : await session.FirstAsync<int?>("SELECT key FROM users WHERE id = @UserId", new { impression.UserId });
        var rows = new List<object>(impression.Items.Count);
        for (var i = 0; i < impression.Items.Count; i++)
        {
            if (await session.FirstAsync<int?>("SELECT key FROM items WHERE id = @Id", new { impression.Items[i].Id }) is not { } item)
            {
                return EntryOutcome.Rejected($"item '{impression.Items[i].Id}' is not in the catalogue");
            }

            rows.Add(new { impression.RecommendationId, item, position = impression.Items[i].Position ?? i + 1, user, timestamp = (long)(seconds * 1000) });
        }

        var stored = await session.ExecuteAsync(
            """
            INSERT INTO impressions (recommendation_id, item_key, position, user_key, timestamp)
            VALUES (@RecommendationId, @item, @position, @user, @timestamp) ON CONFLICT (recommendation_id, item_key) DO NOTHING
            """,
            rows);
        return stored > 0 ? EntryOutcome.Accepted : EntryOutcome.Unchanged;
    }
}
