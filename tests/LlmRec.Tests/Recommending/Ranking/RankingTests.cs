using LlmRec.Recommending;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Merging;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Ranking;
using LlmRec.Recommending.Reranking;

namespace LlmRec.Tests.Recommending.Ranking;

public sealed class RankingTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        await _world.ItemsAsync("a", "b", "c", "d");
        await _world.VectorAsync("a", 1, 0);
        await _world.VectorAsync("b", 1, 0.01f);
        await _world.VectorAsync("c", 0, 1);
        await _world.RecommendAsync("nobody");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public void The_weighted_ranker_puts_a_candidate_that_is_best_everywhere_at_one_and_parts_add_up_to_the_score()
    {
        var ranked = Rank(Profile.Empty,
            new(1, new Dictionary<string, float> { [ChannelNames.ItemKnn] = 1, [ChannelNames.Popular] = 1 }),
            new(2, new Dictionary<string, float> { [ChannelNames.Popular] = 0.5f }));

        Assert.Equal([1, 2], ranked.Select(r => r.Item));
        Assert.Equal(1, ranked[0].Score, 5);
        Assert.All(ranked, r => Assert.Equal(r.Score, r.Parts.Values.Sum(), 5));
    }

    [Fact]
    public void What_is_near_a_dislike_loses_and_what_is_far_does_not()
    {
        var disliking = Profile.Empty with { Dislikes = [1] };
        var scores = new Dictionary<string, float> { [ChannelNames.Popular] = 1 };

        var ranked = Rank(disliking, new(2, scores), new(3, scores), new(4, scores));

        Assert.Equal([3, 4, 2], ranked.Select(r => r.Item));
        Assert.Equal(0.5, ranked[2].Score, 0.01);
        Assert.Equal([1f, 1f], ranked.Take(2).Select(r => r.Score));
    }

    [Fact]
    public async Task Asked_for_fewer_it_gives_the_beginning_of_the_whole_ranking_whatever_dislikes_take_off()
    {
        var random = new Random(5);
        string[] ids = [.. Enumerable.Range(0, 60).Select(i => $"i{i}")];
        await _world.ItemsAsync(ids);
        foreach (var id in ids)
        {
            await _world.VectorAsync(id, [.. Enumerable.Range(0, 8).Select(_ => random.NextSingle() - 0.5f)]);
        }

        await _world.Get<Projections>().FollowAsync(default);
        var disliking = Profile.Empty with { Dislikes = [1, KeyOf("i3"), KeyOf("i4")] };
        MergedCandidate[] candidates = [.. ids.Select(id => new MergedCandidate(KeyOf(id), new Dictionary<string, float> { [ChannelNames.Popular] = random.NextSingle() }))];

        var all = Rank(disliking, candidates);

        Assert.Equal(60, all.Count);
        Assert.All([1, 5, 59], wanted => Assert.Equal(
            all.Take(wanted).Select(r => (r.Item, r.Score)), RankBest(disliking, wanted, candidates).Select(r => (r.Item, r.Score))));
    }

    [Fact]
    public void Equal_scores_are_ordered_by_key_so_that_an_answer_can_be_repeated()
    {
        var scores = new Dictionary<string, float> { [ChannelNames.Fresh] = 1 };

        Assert.Equal([1, 2, 3], Rank(Profile.Empty, new(3, scores), new(1, scores), new(2, scores)).Select(r => r.Item));
        Assert.Empty(Rank(Profile.Empty));
    }

    [Fact]
    public async Task Behaviour_counts_the_more_the_more_people_like_what_the_user_likes()
    {
        await _world.ItemsAsync("liked", "by-people", "by-text");
        await _world.LikesAsync("ana", "liked");
        await _world.LikesAsync("bea", "liked");
        await _world.Get<Projections>().FollowAsync(default);
        MergedCandidate[] candidates = [new(KeyOf("by-people"), Of(ChannelNames.ItemKnn)), new(KeyOf("by-text"), Of(ChannelNames.Similar))];

        Assert.Equal(KeyOf("by-text"), (await RankForAnaAsync(candidates))[0].Item);

        foreach (var user in Enumerable.Range(0, 60))
        {
            await _world.LikesAsync($"u{user}", "liked");
        }

        Assert.Equal(KeyOf("by-people"), (await RankForAnaAsync(candidates))[0].Item);
    }

    [Fact]
    public void Without_diversity_the_order_is_that_of_the_scores_and_with_it_a_near_copy_steps_back()
    {
        RankedCandidate[] ranked = [new(1, 1, Parts), new(2, 0.9f, Parts), new(3, 0.8f, Parts)];

        Assert.Equal([1, 2, 3], Mmr(ranked, 3, 0));
        Assert.Equal([1, 3, 2], Mmr(ranked, 3, 0.5));
        Assert.Equal([1, 3], Mmr(ranked, 2, 0.5));
    }

    [Fact]
    public void Full_diversity_begins_with_the_best_and_takes_what_is_least_like_it_next()
    {
        RankedCandidate[] ranked = [new(2, 1, Parts), new(1, 0.9f, Parts), new(3, 0.1f, Parts)];

        Assert.Equal([2, 3, 1], Mmr(ranked, 3, 1));
    }

    [Fact]
    public void Fewer_candidates_than_wanted_are_all_picked_once()
    {
        Assert.Empty(Mmr([], 5, 0.5));
        Assert.Equal([4, 1], Mmr([new(4, 1, Parts), new(1, 0.5f, Parts)], 5, 0.5));
        Assert.Equal([4, 1], Mmr([new(4, 0, Parts), new(1, 0, Parts)], 5, 0.5));
    }

    private static IReadOnlyDictionary<string, float> Parts { get; } = new Dictionary<string, float>();

    private static Dictionary<string, float> Of(string channel) => new() { [channel] = 1 };

    private int KeyOf(string id) => _world.Get<ItemTable>().Find(id)!.Key;

    private async Task<IReadOnlyList<RankedCandidate>> RankForAnaAsync(MergedCandidate[] candidates)
    {
        await _world.Get<Projections>().FollowAsync(default);
        return Rank(new([new(KeyOf("liked"), 1)], [], new HashSet<int>()), candidates);
    }

    private IReadOnlyList<RankedCandidate> Rank(Profile profile, params MergedCandidate[] candidates) => RankBest(profile, candidates.Length, candidates);

    private IReadOnlyList<RankedCandidate> RankBest(Profile profile, int wanted, MergedCandidate[] candidates) =>
        _world.Get<IRanker>().Rank(new RecallContext(profile, null, new CandidateFilter(ItemFilter.None, _world.Get<ItemTable>(), profile.Seen)), candidates, wanted);

    private IEnumerable<int> Mmr(RankedCandidate[] ranked, int limit, double diversity) =>
        _world.Get<IReranker>().Rerank(ranked, limit, diversity).Select(r => r.Item);
}
