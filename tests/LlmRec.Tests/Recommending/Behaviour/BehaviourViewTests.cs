using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Profiles;
using LlmRec.Storage;

namespace LlmRec.Tests.Recommending.Behaviour;

public sealed class BehaviourViewTests : IAsyncLifetime
{
    private const int Items = 12;

    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    /// <summary>Random likes, dislikes, changes of mind and erasures, in steps: after each, what was kept up equals what is counted anew.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Neighbours_transitions_and_popularity_kept_up_step_by_step_equal_those_counted_anew(int seed)
    {
        var random = new Random(seed);
        await _world.ItemsAsync([.. Enumerable.Range(0, Items).Select(i => $"i{i}")]);
        var view = _world.Get<BehaviourView>();
        for (var step = 0; step < 15; step++)
        {
            if (step % 5 == 4)
            {
                await _world.Get<UserErasure>().EraseAsync($"u{random.Next(10)}", default);
            }
            else
            {
                await _world.DoAsync([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomInteraction(random))]);
            }

            await view.FollowAsync(default);
            await AssertEqualsOracleAsync(view);
        }
    }

    [Fact]
    public async Task A_view_opened_later_equals_one_that_followed_from_the_start()
    {
        var random = new Random(4);
        await _world.ItemsAsync([.. Enumerable.Range(0, Items).Select(i => $"i{i}")]);
        await using var second = await World.OpenAsync(_world);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await _world.DoAsync([.. Enumerable.Range(0, 10).Select(_ => RandomInteraction(random))]);
            await second.Get<BehaviourView>().FollowAsync(default);
        }

        await _world.Get<BehaviourView>().FollowAsync(default);
        foreach (var item in Enumerable.Range(1, Items))
        {
            Assert.Equal(_world.Get<BehaviourView>().Neighbours.Of(item).OrderBy(n => n.Item), second.Get<BehaviourView>().Neighbours.Of(item).OrderBy(n => n.Item));
            Assert.Equal(Followers(_world.Get<BehaviourView>(), item), Followers(second.Get<BehaviourView>(), item));
        }
    }

    /// <summary>Dates that are days: the interactions of one day have one time.</summary>
    [Theory]
    [InlineData("purchase", "click", 1)]
    [InlineData("click", "purchase", 1)]
    [InlineData("dislike", "click", -1)]
    [InlineData("click", "dislike", -1)]
    public async Task Of_what_a_user_did_with_an_item_at_one_time_the_profile_goes_by_the_strongest_whichever_was_stored_last(string first, string then, float weight)
    {
        await _world.ItemsAsync("a");
        await _world.DoAsync("u1", "a", first);
        await _world.Get<BehaviourView>().FollowAsync(default);
        await _world.DoAsync("u1", "a", then);
        await _world.Get<BehaviourView>().FollowAsync(default);

        var events = _world.Get<BehaviourView>().Histories.EventsOf((await _world.Get<UserStore>().FindKeyAsync("u1"))!.Value);
        var item = await _world.KeyAsync("a");
        var profile = _world.Get<ProfileBuilder>().Build(events.Span, hasTime: true);
        Assert.Equal(2, events.Length);
        Assert.Equal(weight > 0 ? [new(item, weight)] : [], profile.Likes);
        Assert.Equal(weight < 0 ? [item] : [], profile.Dislikes);
    }

    [Fact]
    public async Task A_correction_replaces_what_it_corrects()
    {
        await _world.ItemsAsync("a");
        await _world.DoAsync("u1", "a", "rating", 5);
        await _world.Get<BehaviourView>().FollowAsync(default);
        await _world.DoAsync("u1", "a", "rating", 1);
        await _world.Get<BehaviourView>().FollowAsync(default);

        var events = _world.Get<BehaviourView>().Histories.EventsOf((await _world.Get<UserStore>().FindKeyAsync("u1"))!.Value);
        Assert.Equal([-1f], events.ToArray().Select(e => e.Weight));
    }

    [Fact]
    public async Task A_view_knows_of_time_even_when_the_first_change_it_saw_was_an_erasure()
    {
        await _world.ItemsAsync("a");
        await _world.Get<UserStore>().UpsertAsync([new() { Id = "gone" }]);
        await _world.Get<UserErasure>().EraseAsync("gone", default);
        var view = _world.Get<BehaviourView>();
        await view.FollowAsync(default);
        Assert.False(view.HasTime);

        await _world.LikesAsync("u1", "a");
        await view.FollowAsync(default);

        Assert.True(view.HasTime);
        Assert.Equal([await _world.KeyAsync("a")], view.Popularity.Ordered().ToArray());
    }

    [Fact]
    public async Task More_changes_than_fit_a_page_are_followed_to_the_end_even_with_erasures_among_them()
    {
        await _world.ItemsAsync("a");
        await _world.LikesAsync("erased", "a");
        await _world.Get<UserErasure>().EraseAsync("erased", default);
        await _world.Get<Store>().WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200500)
                INSERT INTO interactions (user_key, item_key, type, timestamp, value, seq) SELECT i + 10, 1, 'like', 1700000000, 1, i + 10 FROM n
                """);
            await session.ExecuteAsync("UPDATE sequences SET value = 200600 WHERE name = 'interactions'");
        });

        await _world.Get<BehaviourView>().FollowAsync(default);

        Assert.Equal(200_500, _world.Get<BehaviourView>().Histories.LikersOf(1).Length);
    }

    [Fact]
    public void An_event_takes_24_bytes() => Assert.Equal(24, System.Runtime.CompilerServices.Unsafe.SizeOf<LikeEvent>());

    private static Interaction RandomInteraction(Random random) => new()
    {
        UserId = $"u{random.Next(10)}",
        ItemId = $"i{random.Next(Items)}",
        Type = random.Next(4) == 0 ? "click" : "rating",
        Value = random.Next(1, 6),
        Timestamp = $"{1_700_000_000 + random.Next(5)}",
    };

    private static SortedDictionary<int, float> Followers(BehaviourView view, int item)
    {
        return new(view.Transitions.FollowersOf(item).ToDictionary(f => f.Item, f => f.Weight));
    }

    private async Task AssertEqualsOracleAsync(BehaviourView view)
    {
        var rules = _world.Get<LikeRules>();
        var stored = await _world.Get<Store>().ReadAsync(session => session.QueryAsync<(int User, int Item, string Type, double Value, double Time, long Seq)>(
            "SELECT user_key, item_key, type, value, timestamp, seq FROM interactions ORDER BY seq"));
        var likes = stored.GroupBy(s => s.User).ToDictionary(
            user => user.Key,
            user => view.Histories.EventsOf(user.Key).ToArray().Where(e => e.IsLike).ToList());
        foreach (var user in stored.GroupBy(s => s.User))
        {
            var expected = user.Select(s => (s.Item, s.Time, Weight: rules.WeightOf(s.Type, s.Value), s.Seq)).OrderBy(s => s.Time).ThenBy(s => Math.Abs(s.Weight)).ThenBy(s => s.Seq);
            Assert.Equal(expected.Select(e => (e.Item, e.Time, e.Weight)), view.Histories.EventsOf(user.Key).ToArray().Select(e => (e.Item, e.Time, e.Weight)));
        }

        var sets = likes.Values.Select(l => l.Select(e => e.Item).ToHashSet()).ToList();
        foreach (var item in Enumerable.Range(1, Items))
        {
            Assert.Equal(sets.Count(s => s.Contains(item)), view.Histories.LikersOf(item).Length);
            Assert.Equal(stored.Count(s => s.Item == item), view.Popularity.EventsOf(item));
            Assert.Equal(likes.Values.Any(l => l.Exists(e => e.Item == item)), view.Popularity.ScoreOf(item) > 0);
            Assert.Equal(Neighbours(sets, item), view.Neighbours.Of(item).ToDictionary(n => n.Item, n => MathF.Round(n.Similarity, 5)).OrderBy(n => n.Key));
            Assert.Equal(Transitions([.. likes.Values], item), Followers(view, item).Select(f => KeyValuePair.Create(f.Key, MathF.Round(f.Value, 4))));
        }
    }

    private static IEnumerable<KeyValuePair<int, float>> Neighbours(List<HashSet<int>> sets, int item) => Enumerable.Range(1, Items)
        .Where(other => other != item && sets.Any(s => s.Contains(item) && s.Contains(other)))
        .Select(other => KeyValuePair.Create(other, MathF.Round(
            sets.Count(s => s.Contains(item) && s.Contains(other)) / (MathF.Sqrt((float)sets.Count(s => s.Contains(item)) * sets.Count(s => s.Contains(other))) + 5), 5)));

    private static IEnumerable<KeyValuePair<int, float>> Transitions(List<List<LikeEvent>> users, int item)
    {
        var pairs = users.SelectMany(user => user.SelectMany((from, i) => user.Skip(i + 1).Take(3).Select((to, gap) => (From: from.Item, To: to.Item, Weight: 1.0 / (gap + 1))))).ToList();
        var leaving = pairs.Where(p => p.From == item).Sum(p => p.Weight);
        return pairs.Where(p => p.From == item && p.To != item).GroupBy(p => p.To).OrderBy(g => g.Key).Select(g => KeyValuePair.Create(
            g.Key, MathF.Round((float)(g.Sum(p => p.Weight) / Math.Sqrt((leaving + 1) * (pairs.Where(p => p.To == g.Key).Sum(p => p.Weight) + 1))), 4)));
    }
}
