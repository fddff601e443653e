using System.Globalization;
using LlmRec.Agents.Conversing.State;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Users;

namespace LlmRec.Agents.Conversing;

/// <summary>
/// Makes what a signed-in user says of items interactions of type <c>stated</c>, so that the next visit starts warm: 1 for
/// liked, -1 for disliked, 0 for what is taken back. The latest word on an item counts.
/// </summary>
/// <param name="interactions">Where they are kept.</param>
/// <param name="users">The users.</param>
/// <param name="time">The clock.</param>
internal sealed class StatedPreferences(InteractionStore interactions, UserStore users, TimeProvider time)
{
    private const string Type = "stated";
    private const double Tick = 0.001;

    /// <summary>Keeps what changed in a turn.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="before">The state before the turn.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="cancellationToken">Stops before anything is kept.</param>
    public async Task KeepAsync(string userId, DialogueState before, DialogueState after, CancellationToken cancellationToken)
    {
        var (was, now) = (ValuesOf(before), ValuesOf(after));
        var changed = was.Keys.Union(now.Keys).Where(id => was.GetValueOrDefault(id) != now.GetValueOrDefault(id)).Order(StringComparer.Ordinal).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        var at = await AfterAllElseAsync(userId, cancellationToken);
        await interactions.AddAsync(
            [.. changed.Select(id => new Interaction { UserId = userId, ItemId = id, Type = Type, Value = now.GetValueOrDefault(id), Timestamp = at })],
            cancellationToken: cancellationToken);
    }

    private static Dictionary<string, double> ValuesOf(DialogueState state) =>
        state.Likes.Select(id => (Id: id, Value: 1.0)).Concat(state.Dislikes.Select(id => (Id: id, Value: -1.0))).ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal);

    /// <summary>Now, but after the user's latest event: of one moment the strongest word counts, and what is taken back is weak. Null where the store holds an order: what comes last comes after all else.</summary>
    private async Task<string?> AfterAllElseAsync(string userId, CancellationToken cancellationToken)
    {
        if (await interactions.TimeKindAsync(cancellationToken) == TimeKind.OrderIndex)
        {
            return null;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var latest = await users.FindKeyAsync(userId, cancellationToken) is { } key && await interactions.OfUserAsync(key, cancellationToken) is [var last, ..] ? last.Timestamp : 0;
        return Math.Max(now, latest + Tick).ToString("R", CultureInfo.InvariantCulture);
    }
}
