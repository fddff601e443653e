using System.Globalization;
using LlmRec.Agents.Conversing.State;
using LlmRec.Catalog;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Items;

namespace LlmRec.Agents.Conversing;

/// <summary>
/// Makes what a signed-in user says of items interactions of type <c>stated</c>, so that the next visit starts warm: 1 for
/// liked, -1 for disliked, 0 for what is taken back. The latest word on an item counts.
/// </summary>
/// <param name="interactions">Where they are kept.</param>
/// <param name="users">The users.</param>
/// <param name="items">The catalogue.</param>
/// <param name="time">The clock.</param>
internal sealed class StatedPreferences(InteractionStore interactions, UserStore users, ItemTable items, TimeProvider time)
{
    private const string Type = "stated";
    private const double Tick = 0.001;

    /// <summary>Keeps what changed in a turn.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="before">The state before the turn.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="cancellationToken">Stops before anything is kept.</param>
    public Task KeepAsync(string userId, DialogueState before, DialogueState after, CancellationToken cancellationToken)
    {
        var (was, now) = (ValuesOf(before), ValuesOf(after));
        return KeepAsync(
            userId,
            [.. was.Keys.Union(now.Keys).Where(id => was.GetValueOrDefault(id) != now.GetValueOrDefault(id)).Order(StringComparer.Ordinal).Select(id => (id, now.GetValueOrDefault(id)))],
            cancellationToken);
    }

    /// <summary>Keeps what a user says of items. What they said last of an item is not kept twice: a turn may be asked for again.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="said">Ids of items, and 1, -1 or 0 for each.</param>
    /// <param name="cancellationToken">Stops before anything is kept.</param>
    /// <returns>What became of each that was new.</returns>
    public async Task<IReadOnlyList<EntryOutcome>> KeepAsync(string userId, IReadOnlyList<(string ItemId, double Value)> said, CancellationToken cancellationToken)
    {
        if (said.Count == 0)
        {
            return [];
        }

        var history = await users.FindKeyAsync(userId, cancellationToken) is { } key ? await interactions.OfUserAsync(key, cancellationToken) : [];
        var fresh = said.Where(s => LatestOf(s.ItemId, history) != s.Value).ToList();
        if (fresh.Count == 0)
        {
            return [];
        }

        var at = await AfterAllElseAsync(history, cancellationToken);
        return await interactions.AddAsync(
            [.. fresh.Select(s => new Interaction { UserId = userId, ItemId = s.ItemId, Type = Type, Value = s.Value, Timestamp = at })],
            cancellationToken: cancellationToken);
    }

    private static Dictionary<string, double> ValuesOf(DialogueState state) =>
        state.Likes.Select(id => (Id: id, Value: 1.0)).Concat(state.Dislikes.Select(id => (Id: id, Value: -1.0))).ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal);

    /// <summary>What was stated of an item, if nothing came after; 0 when there is nothing of it, null when its latest event is another.</summary>
    private double? LatestOf(string itemId, IReadOnlyList<InteractionChange> history) =>
        items.Find(itemId) is not { } item ? null
        : history.Where(e => e.ItemKey == item.Key).Select(e => (InteractionChange?)e).FirstOrDefault() is not { } latest ? 0
        : latest.Type == Type ? latest.Value
        : null;

    /// <summary>Now, but after the user's latest event: of one moment the strongest word counts, and what is taken back is weak. Null where the store holds an order: what comes last comes after all else.</summary>
    private async Task<string?> AfterAllElseAsync(IReadOnlyList<InteractionChange> history, CancellationToken cancellationToken)
    {
        if (await interactions.TimeKindAsync(cancellationToken) == TimeKind.OrderIndex)
        {
            return null;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var latest = history is [var last, ..] ? last.Timestamp : 0;
        return Math.Max(now, latest + Tick).ToString("R", CultureInfo.InvariantCulture);
    }
}
