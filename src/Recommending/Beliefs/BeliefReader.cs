using LlmRec.Catalog.Impressions;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Answers;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Profiles;
using LlmRec.Storage;
using LlmRec.Vectors.Stored;

namespace LlmRec.Recommending.Beliefs;

/// <summary>Gathers what is known of a user from every room that keeps something.</summary>
public sealed class BeliefReader
{
    /// <summary>The most items that are listed.</summary>
    public const int MostItems = 500;

    private readonly Store _store;
    private readonly UserStore _users;
    private readonly InteractionStore _interactions;
    private readonly LikeRules _rules;
    private readonly Projections _projections;
    private readonly BehaviourView _behaviour;
    private readonly ProfileBuilder _profiles;
    private readonly ItemTable _items;

    /// <summary>Creates the reader over what is stored and what is held in memory.</summary>
    public BeliefReader(
        Store store, UserStore users, InteractionStore interactions, LikeRules rules, Projections projections, BehaviourView behaviour, ProfileBuilder profiles, ItemTable items) =>
        (_store, _users, _interactions, _rules, _projections, _behaviour, _profiles, _items) = (store, users, interactions, rules, projections, behaviour, profiles, items);

    /// <summary>What is known of a user; of an unknown one, that nothing is.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<UserBeliefs> ReadAsync(string userId, CancellationToken cancellationToken)
    {
        await _projections.FollowAsync(cancellationToken);
        if (await _users.GetAsync(userId, cancellationToken) is not { } user || await _users.FindKeyAsync(userId, cancellationToken) is not { } key)
        {
            return new(userId, false, null, new Dictionary<string, Catalog.Items.AttributeValue>(), [], 0, [], new(0, 0, false));
        }

        var latest = Latest(await _interactions.OfUserAsync(key, cancellationToken));
        var hasTime = await _interactions.TimeKindAsync(cancellationToken) == TimeKind.Real;
        var likes = _profiles.Build(_behaviour.Histories.EventsOf(key).Span, _behaviour.HasTime).Likes;
        return new(
            userId,
            true,
            user.Text,
            user.Attributes,
            [.. latest.Select(l => Belief(l, hasTime)).OfType<ItemBelief>().Take(MostItems)],
            latest.Count,
            TasteReader.Of([.. likes.Select(l => _items[l.Item]).OfType<CatalogItem>()], _items),
            await _store.ReadAsync(
                async session => new KeptOfUser(
                    await AnswerLog.CountAsync(session, key), await ImpressionStore.CountAsync(session, key), await VectorStore.HasAnyAsync(session, OwnerKind.User, key)),
                cancellationToken));
    }

    /// <summary>The word on each item that counts: the latest, and of one moment the strongest, as <see cref="ProfileBuilder"/> has it.</summary>
    private List<InteractionChange> Latest(IReadOnlyList<InteractionChange> latestFirst) =>
        [.. latestFirst.OrderByDescending(c => c.Timestamp).ThenByDescending(c => Math.Abs(_rules.WeightOf(c.Type, c.Value))).DistinctBy(c => c.ItemKey)];

    private ItemBelief? Belief(InteractionChange change, bool hasTime) => _items[change.ItemKey] is not { } item ? null : new(
        item.Id,
        item.DisplayTitle,
        _rules.WeightOf(change.Type, change.Value) switch { > 0 => "like", < 0 => "dislike", _ => "none" },
        change.Type,
        change.Value,
        hasTime ? DateTimeOffset.FromUnixTimeMilliseconds((long)(change.Timestamp * 1000)) : null);
}
