using System.Collections.Frozen;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Answers;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Merging;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Ranking;
using LlmRec.Recommending.Reranking;
using LlmRec.Recommending.Similarity;
using LlmRec.Storage;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Pipeline;

/// <summary>
/// The pipeline: profile → channels side by side → snake merge → filters → ranker → critiques → rerankers → evidence. Every step is
/// a part of its own; this class only strings them together.
/// </summary>
public sealed class Recommender
{
    private const int LongestWish = 10_000;

    private readonly Projections _projections;
    private readonly ItemTable _items;
    private readonly ItemVectors _vectors;
    private readonly BehaviourView _behaviour;
    private readonly ProfileBuilder _profiles;
    private readonly UserStore _users;
    private readonly ChannelRunner _runner;
    private readonly EvidenceCollector _evidence;
    private readonly AnswerLog _log;
    private readonly PipelineOptions _options;
    private readonly IReadOnlyList<IRecallChannel> _channels;
    private readonly IReadOnlyList<IRecallChannel> _similar;
    private readonly IReadOnlyList<IRecallChannel> _search;
    private readonly IRanker _ranker;
    private readonly CritiqueRanking _critiques;
    private readonly IReadOnlyList<IReranker> _rerankers;

    /// <summary>Puts the configured parts together.</summary>
    /// <exception cref="ConfigurationException">A configured name is not known.</exception>
    public Recommender(
        Projections projections,
        ItemTable items,
        ItemVectors vectors,
        BehaviourView behaviour,
        ProfileBuilder profiles,
        UserStore users,
        ChannelRunner runner,
        EvidenceCollector evidence,
        AnswerLog log,
        IOptions<PipelineOptions> options,
        IEnumerable<IRecallChannel> channels,
        IEnumerable<IRanker> rankers,
        CritiqueRanking critiques,
        IEnumerable<IReranker> rerankers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _projections = projections;
        _items = items;
        _vectors = vectors;
        _behaviour = behaviour;
        _profiles = profiles;
        _users = users;
        _runner = runner;
        _evidence = evidence;
        _log = log;
        _options = options.Value;
        var known = channels.ToFrozenDictionary(c => c.Name);
        _channels = ByName.Resolve("Pipeline:Channels", Or(_options.Channels, ChannelNames.All), known);
        // What recommendations are made of is configured; search and similar items are always there.
        _similar = [known[ChannelNames.Similar], known[ChannelNames.ItemKnn]];
        _search = [known[ChannelNames.Wish]];
        _ranker = ByName.Resolve("Pipeline:Ranker", [_options.Ranker], rankers.ToFrozenDictionary(r => r.Name))[0];
        _ranker.CheckChannels([.. _channels.Concat(_similar).Concat(_search).Select(c => c.Name).Distinct()]);
        _critiques = critiques;
        _rerankers = ByName.Resolve("Pipeline:Rerankers", Or(_options.Rerankers, ["mmr"]), rerankers.ToFrozenDictionary(r => r.Name));
    }

    /// <summary>What recommendations are made by, by name.</summary>
    public PipelineParts Parts => new([.. _channels.Select(c => c.Name)], _ranker.Name, [.. _rerankers.Select(r => r.Name)]);

    /// <summary>Recommends items and stores the answer under its id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit or the diversity is out of range.</exception>
    public async Task<RecommendationList> RecommendAsync(RecommendationRequest request, CancellationToken cancellationToken)
    {
        var (answer, userKey) = await MakeAsync(request, cancellationToken);
        return await StoredAsync(answer, userKey, cancellationToken);
    }

    /// <summary>The same answer as <see cref="RecommendAsync"/>, not stored: to look at, not to show.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit or the diversity is out of range.</exception>
    public async Task<RecommendationList> PreviewAsync(RecommendationRequest request, CancellationToken cancellationToken) =>
        (await MakeAsync(request, cancellationToken)).Answer;

    private async Task<(RecommendationList Answer, int? UserKey)> MakeAsync(RecommendationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckLimit(request.Limit);
        if (request.Diversity is not (null or (>= 0 and <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.Diversity, "The diversity must be from 0 to 1.");
        }

        var faults = new List<Fault>(await _projections.FollowAsync(cancellationToken));
        var userKey = request.UserId is { } id ? await _users.FindKeyAsync(id, cancellationToken) : null;
        var profile = ProfileOf(request, userKey);
        var context = new RecallContext(profile, Beginning(request.Wish), new CandidateFilter(request.Filter, _items, profile.Seen))
        {
            User = userKey,
            MoreOf = request.MoreOf,
            LessOf = request.LessOf,
            Asked = request.Filter.AllOf,
            Conversation = request.Conversation,
            Trial = request.Trial,
        };
        var (picks, used) = await PickAsync(_channels, context, request.Limit, request.Diversity, faults, cancellationToken);
        var answer = await AnswerAsync(context, picks, used, faults, Reason.From, cancellationToken);
        return (answer with { UnknownItems = Unknown(request) }, userKey);
    }

    /// <summary>Items similar to one item, by text and by who likes both; stores the answer under its id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public async Task<RecommendationList> SimilarAsync(CatalogItem item, int limit, CancellationToken cancellationToken) =>
        await StoredAsync(await PreviewSimilarAsync(item, ItemFilter.None, limit, cancellationToken), null, cancellationToken);

    /// <summary>The same answer as <see cref="SimilarAsync"/> under conditions, not stored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public async Task<RecommendationList> PreviewSimilarAsync(CatalogItem item, ItemFilter filter, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        CheckLimit(limit);
        var faults = new List<Fault>(await _projections.FollowAsync(cancellationToken));
        var profile = ProfileBuilder.OfVisitor([item.Key], []);
        var context = new RecallContext(profile, null, new CandidateFilter(filter, _items, profile.Seen));
        var (picks, used) = await PickAsync(_similar, context, limit, 0, faults, cancellationToken);
        return await AnswerAsync(context, picks, used, faults, Reason.OfSimilar, cancellationToken);
    }

    /// <summary>Searches the catalogue by meaning and words; stores the answer, not the query, under its id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public async Task<RecommendationList> SearchAsync(string query, ItemFilter filter, int limit, CancellationToken cancellationToken) =>
        await StoredAsync(await PreviewSearchAsync(query, filter, limit, cancellationToken), null, cancellationToken);

    /// <summary>The same answer as <see cref="SearchAsync"/>, not stored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public async Task<RecommendationList> PreviewSearchAsync(string query, ItemFilter filter, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        var faults = new List<Fault>(await _projections.FollowAsync(cancellationToken));
        var context = new RecallContext(Profile.Empty, Beginning(query), new CandidateFilter(filter, _items, Profile.Empty.Seen));
        var (picks, used) = await PickAsync(_search, context, limit, 0, faults, cancellationToken);
        return await AnswerAsync(context, picks, used, faults, Reason.From, cancellationToken);
    }

    /// <summary>Stores a list put together from previews, as it is shown.</summary>
    /// <param name="list">The list.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    /// <param name="cancellationToken">Stops before it is stored.</param>
    /// <returns>The list with its id; without one, and degraded, when the store can't be written to.</returns>
    public async Task<RecommendationList> StoreAsync(RecommendationList list, string? userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        return await StoredAsync(list, userId is null ? null : await _users.FindKeyAsync(userId, cancellationToken), cancellationToken);
    }

    private Profile ProfileOf(RecommendationRequest request, int? userKey)
    {
        var stated = ProfileBuilder.OfVisitor(Keys(request.Likes), Keys(request.Dislikes)) with { Examples = Keys(request.Examples).ToHashSet() };
        if (userKey is not { } key)
        {
            return stated;
        }

        var known = _profiles.Build(_behaviour.Histories.EventsOf(key).Span, _behaviour.HasTime);
        return new(
            [.. stated.Likes, .. known.Likes.Where(l => !stated.Seen.Contains(l.Item))],
            [.. stated.Dislikes, .. known.Dislikes.Where(d => !stated.Seen.Contains(d))],
            new HashSet<int>(stated.Seen.Concat(known.Seen)))
        {
            Examples = stated.Examples.Except(known.Likes.Select(l => l.Item)).ToHashSet(),
        };
    }

    private async Task<(IReadOnlyList<RankedCandidate> Picks, IReadOnlyList<IRecallChannel> Used)> PickAsync(
        IReadOnlyList<IRecallChannel> channels, RecallContext context, int limit, double? diversity, List<Fault> faults, CancellationToken cancellationToken)
    {
        var deadline = TimeSpan.FromMilliseconds(_options.ChannelDeadlineMs);
        await _vectors.LoadAsync([.. context.Profile.Likes.Take(Interests.MostItems).Select(l => l.Item), .. context.Profile.Dislikes], cancellationToken);
        var results = await _runner.RunAsync(channels, context, Math.Max(_options.CandidatesPerChannel, limit), deadline, cancellationToken);
        faults.AddRange(results.Where(r => r.Fault is not null).Select(r => new Fault(r.Channel.Name, r.Fault!)));
        var merged = SnakeMerge.Merge([.. results.Select(r => (r.Channel.Name, r.Found))], Math.Max(_options.Candidates, limit));
        await _vectors.LoadAsync([.. merged.Select(c => c.Item)], cancellationToken);
        var wanted = _rerankers.Select(r => r.PoolFor(limit)).Append(limit).Max();
        var ranked = _ranker.Rank(context, merged, context.HasCritiques ? merged.Count : wanted);
        ranked = context.HasCritiques ? [.. (await _critiques.ApplyAsync(context, ranked, cancellationToken)).Take(wanted)] : ranked;
        foreach (var reranker in _rerankers)
        {
            ranked = reranker.Rerank(ranked, limit, diversity ?? _options.Diversity);
        }

        return ([.. ranked.Take(limit)], [.. results.Where(r => r.Fault is null).Select(r => r.Channel)]);
    }

    private async Task<RecommendationList> AnswerAsync(
        RecallContext context,
        IReadOnlyList<RankedCandidate> picks,
        IReadOnlyList<IRecallChannel> used,
        List<Fault> faults,
        Func<PickEvidence, IReadOnlyList<Reason>> reasonsOf,
        CancellationToken cancellationToken)
    {
        var evidence = await _evidence.CollectAsync(context, picks, used, cancellationToken);
        IEnumerable<Recommendation> rows = picks.Zip(evidence, (pick, why) => _items[pick.Item] is not { } item
            ? null
            : new Recommendation(
                item.Id,
                item.DisplayTitle,
                Math.Round(pick.Score, 4),
                [.. pick.Parts.OrderByDescending(p => p.Value).Select(p => p.Key)],
                reasonsOf(why))
            { Evidence = why, Parts = pick.Parts }).OfType<Recommendation>();
        return new(null, [.. rows], faults.Count > 0, faults.Count > 0 ? faults : null) { Profile = context.Profile };
    }

    private async Task<RecommendationList> StoredAsync(RecommendationList answer, int? userKey, CancellationToken cancellationToken)
    {
        try
        {
            return answer with { RecommendationId = await _log.AddAsync(userKey, answer.Items, cancellationToken) };
        }
        catch (StoreException e)
        {
            return answer with { Degraded = true, Faults = [.. answer.Faults ?? [], new("recommendationId", e.Message)] };
        }
    }

    /// <summary>What channels go by: neither the encoder nor the search for words looks further.</summary>
    private static string? Beginning(string? wish) => wish?.Length > LongestWish ? wish[..LongestWish] : wish;

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, RecommendationRequest.MostItems);
    }

    private static IReadOnlyList<string> Or(string[] configured, IReadOnlyList<string> otherwise) => configured.Length > 0 ? configured : otherwise;

    private int[] Keys(IReadOnlyList<string> ids) => [.. ids.Select(_items.Find).OfType<CatalogItem>().Select(i => i.Key)];

    private List<string>? Unknown(RecommendationRequest request)
    {
        List<string> unknown = [.. request.Likes.Concat(request.Dislikes).Concat(request.Filter.Include).Where(id => _items.Find(id) is null).Distinct()];
        return unknown.Count > 0 ? unknown : null;
    }
}
