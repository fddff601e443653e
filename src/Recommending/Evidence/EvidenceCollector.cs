using LlmRec.Catalog.Items;
using LlmRec.Catalog.Lexical;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Ranking;

namespace LlmRec.Recommending.Evidence;

/// <summary>Gathers the evidence for the few items that are shown.</summary>
public sealed class EvidenceCollector
{
    private const int MostLiked = 3;
    private const int MostFacets = 4;
    private const double LeastShare = 0.05;

    private readonly ItemTable _items;
    private readonly BehaviourView _behaviour;
    private readonly LexicalIndex _lexical;

    /// <summary>Creates the collector over the catalogue, its words and what users did.</summary>
    public EvidenceCollector(ItemTable items, BehaviourView behaviour, LexicalIndex lexical)
    {
        _items = items;
        _behaviour = behaviour;
        _lexical = lexical;
    }

    /// <summary>Gathers the evidence for picks.</summary>
    /// <param name="context">The request.</param>
    /// <param name="picks">The items shown.</param>
    /// <param name="channels">The channels that took part, to ask which likes brought an item in.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<PickEvidence>> CollectAsync(
        RecallContext context, IReadOnlyList<RankedCandidate> picks, IReadOnlyList<IRecallChannel> channels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var words = context.Wish is { } wish
            ? await _lexical.MatchedWordsAsync(wish, [.. picks.Select(p => p.Item)], cancellationToken)
            : new Dictionary<int, IReadOnlyList<string>>();
        return [.. picks.Select(pick => Collect(context, pick, channels, words.GetValueOrDefault(pick.Item) ?? []))];
    }

    /// <summary>Where hardly anything was ever liked or bought, to be new is nothing to speak of, unless nothing else speaks.</summary>
    private bool NewnessTells => _behaviour.Popularity.Ordered().Length * 2 > _items.Count;

    private PickEvidence Collect(RecallContext context, RankedCandidate pick, IReadOnlyList<IRecallChannel> channels, IReadOnlyList<string> words)
    {
        var liked = Liked(context, pick, channels);
        return new(
            [.. liked.Select(l => new LikedEvidence(l.Item.Id, l.Item.DisplayTitle, Math.Round(l.Share, 3)) { IsExample = context.Profile.Examples.Contains(l.Item.Key) })],
            SharedFacets(pick.Item, liked),
            words,
            pick.Parts.ContainsKey(ChannelNames.Popular) ? _behaviour.Histories.LikersOf(pick.Item).Length : null,
            pick.Parts.ContainsKey(ChannelNames.Fresh) && (pick.Parts.Count == 1 || NewnessTells),
            words.Count == 0 && (pick.Parts.ContainsKey(ChannelNames.Wish) || (context.Wish is not null && liked.Count == 0 && pick.Parts.ContainsKey(ChannelNames.TextAdapter))),
            pick.Parts.ContainsKey(ChannelNames.ItemKnn),
            pick.Parts.ContainsKey(ChannelNames.SimilarUsers))
        {
            Asked = context.Asked.Count > 0 && _items[pick.Item] is { } item ? [.. context.Asked.SelectMany(a => a).Where(item.Facets.Contains).Distinct()] : [],
            Followed = Followed(context, pick, channels),
        };
    }

    private IReadOnlyList<FollowedEvidence> Followed(RecallContext context, RankedCandidate pick, IReadOnlyList<IRecallChannel> channels) =>
        !pick.Parts.ContainsKey(ChannelNames.Dialogue) || channels.OfType<DialogueChannel>().FirstOrDefault() is not { } channel ? [] :
            [.. channel.Followed(context, pick.Item)
                .OrderByDescending(f => f.Conversations)
                .Select(f => _items[f.Named] is { } named ? new FollowedEvidence(named.Id, named.DisplayTitle, f.Conversations) : null)
                .OfType<FollowedEvidence>()
                .Take(MostLiked)];

    private List<(CatalogItem Item, double Share)> Liked(RecallContext context, RankedCandidate pick, IReadOnlyList<IRecallChannel> channels)
    {
        var shares = new Dictionary<int, double>();
        var total = pick.Parts.Values.Sum();
        foreach (var channel in channels)
        {
            if (!pick.Parts.TryGetValue(channel.Name, out var part))
            {
                continue;
            }

            var because = channel.Because(context, pick.Item);
            var sum = because.Sum(b => b.Weight);
            foreach (var (item, weight) in because)
            {
                shares[item] = shares.GetValueOrDefault(item) + (part / total * weight / sum);
            }
        }

        return [.. shares
            .Where(s => s.Value >= LeastShare && _items[s.Key] is not null)
            .OrderByDescending(s => s.Value).ThenBy(s => s.Key)
            .Take(MostLiked)
            .Select(s => (_items[s.Key]!, s.Value))];
    }

    private List<Facet> SharedFacets(int item, List<(CatalogItem Item, double Share)> liked) =>
        [.. (_items[item]?.Facets ?? [])
            .Select((facet, order) => (facet, order, Count: liked.Count(l => l.Item.Facets.Contains(facet))))
            .Where(f => f.Count > 0)
            .OrderByDescending(f => f.Count).ThenBy(f => f.order)
            .Select(f => f.facet)
            // One person who directed and wrote is one thing in common, not two.
            .GroupBy(facet => facet.Value, StringComparer.OrdinalIgnoreCase)
            .Take(MostFacets)
            .SelectMany(sameValue => sameValue)];
}
