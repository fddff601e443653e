using LlmRec.Catalog.Interactions;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Behaviour;

/// <summary>
/// What users did, in memory, following the store's change sequence: histories, popularity, neighbours, transitions.
/// A projection: thrown away and rebuilt at every start, up to date with every interaction that any process stores.
/// </summary>
public sealed class BehaviourView : IDisposable
{
    private const int Page = 200_000;

    private readonly InteractionStore _interactions;
    private readonly LikeRules _rules;
    private readonly double _halfLifeSeconds;
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private long _checkpoint;

    /// <summary>Creates an empty view.</summary>
    public BehaviourView(InteractionStore interactions, LikeRules rules, IOptions<PipelineOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _interactions = interactions;
        _rules = rules;
        _halfLifeSeconds = options.Value.PopularityHalfLifeDays * 86_400;
        Popularity = new(halfLife: null);
        Neighbours = new(Histories, options.Value.NeighbourShrinkage);
        Transitions = new(Histories);
    }

    /// <summary>Whether interactions carry real times; false for order indexes, and before the first interaction.</summary>
    public bool HasTime { get; private set; }

    /// <summary>Every user's events.</summary>
    public UserHistories Histories { get; } = new();

    /// <summary>How much each item is liked.</summary>
    public Popularity Popularity { get; private set; }

    /// <summary>Neighbours by co-occurrence.</summary>
    public ItemNeighbours Neighbours { get; }

    /// <summary>What follows what.</summary>
    public Transitions Transitions { get; }

    /// <summary>Fills an empty view with given events instead of the store's: what a training may know.</summary>
    /// <param name="users">By user, the events, oldest first.</param>
    /// <param name="hasTime">Whether their times are times.</param>
    internal void Load(IEnumerable<LikeEvent[]> users, bool hasTime)
    {
        (HasTime, Popularity) = (hasTime, new(hasTime ? _halfLifeSeconds : null));
        foreach (var (user, events) in users.Index())
        {
            var (before, after) = Histories.Add(user, events);
            Changed(before, after);
        }
    }

    /// <summary>Applies what was stored since the last call.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        await _following.WaitAsync(cancellationToken);
        try
        {
            while (await ApplyPageAsync(cancellationToken))
            {
            }
        }
        finally
        {
            _following.Release();
        }
    }

    private async Task<bool> ApplyPageAsync(CancellationToken cancellationToken)
    {
        var changes = await _interactions.ChangesAsync(_checkpoint, Page, cancellationToken);
        if (changes.Count == 0)
        {
            return false;
        }

        // Asked anew until it is known: the first change can be an erasure, of a user who did nothing, before any interaction.
        if (!HasTime && await _interactions.TimeKindAsync(cancellationToken) == TimeKind.Real)
        {
            HasTime = true;
            Popularity = new(_halfLifeSeconds);
        }

        foreach (var ofUser in changes.GroupBy(c => c.UserKey))
        {
            Apply(ofUser.Key, ofUser);
        }

        _checkpoint = changes[^1].Seq;
        // Erasures come on top of a full page.
        return changes.Count >= Page;
    }

    private void Apply(int user, IEnumerable<InteractionChange> changes)
    {
        var added = new List<LikeEvent>();
        foreach (var change in changes)
        {
            if (change.IsErasure)
            {
                added.Clear();
                var forgotten = Histories.Remove(user);
                Changed(forgotten, []);
                continue;
            }

            added.Add(new(change.ItemKey, change.Timestamp, _rules.WeightOf(change.Type, change.Value), NumberOf(change.Type)));
        }

        if (added.Count > 0)
        {
            var (before, after) = Histories.Add(user, added);
            Changed(before, after);
        }
    }

    private int NumberOf(string type)
    {
        if (!_types.TryGetValue(type, out var number))
        {
            _types.Add(type, number = _types.Count);
        }

        return number;
    }

    private void Changed(LikeEvent[] before, LikeEvent[] after)
    {
        Popularity.Change(before, after);
        Transitions.Change(before, after);
        Neighbours.Forget(before, after);
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();
}
