using System.Text.Json;
using LlmRec.Catalog;
using LlmRec.Catalog.Impressions;
using LlmRec.Recommending.Answers;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Storage;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Recommending.Answers;

public sealed class AnswerTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        await _world.ItemsAsync("a", "b", "c");
        await _world.LikesAsync("ana", "a");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_answer_is_stored_as_it_went_out_and_impressions_join_it()
    {
        var answer = await _world.RecommendAsync("ana");
        var shown = await _world.Get<ImpressionStore>().AddAsync([new() { RecommendationId = answer.RecommendationId!, UserId = "ana", Items = [new(answer.Items[0].Id, 1)] }]);

        Assert.Equal(EntryState.Accepted, shown[0].State);
        var (user, stored, shownItem) = await _world.Get<Store>().ReadAsync(session => session.FirstAsync<(string User, string Items, string Shown)>(
            """
            SELECT u.id, r.items, i.id FROM recommendations r JOIN users u ON u.key = r.user_key
            JOIN impressions s ON s.recommendation_id = r.id AND s.user_key = r.user_key JOIN items i ON i.key = s.item_key
            """));
        Assert.Equal("ana", user);
        Assert.Equal(answer.Items[0].Id, shownItem);
        using var document = JsonDocument.Parse(stored);
        Assert.Equal(answer.Items.Select(i => (i.Id, i.Score)), document.RootElement.EnumerateArray().Select(e => (e.GetProperty("id").GetString()!, e.GetProperty("score").GetDouble())));
    }

    [Fact]
    public async Task Searches_and_similar_items_are_stored_like_recommendations_but_for_nobody()
    {
        var recommender = _world.Get<Recommender>();
        var found = await recommender.SearchAsync("Title a", ItemFilter.None, 10, default);
        var similar = await recommender.SimilarAsync(_world.Get<ItemTable>().Find("a")!, 10, default);

        Assert.All([found, similar], answer => Assert.NotNull(answer.RecommendationId));
        Assert.Equal(2, await _world.ScalarAsync<long>("SELECT COUNT(*) FROM recommendations WHERE user_key IS NULL"));
    }

    [Fact]
    public async Task Answers_are_forgotten_after_the_days_for_which_they_are_kept()
    {
        var old = (await _world.RecommendAsync("ana")).RecommendationId;
        _world.Time.Advance(TimeSpan.FromDays(31));

        var current = (await _world.RecommendAsync("ana")).RecommendationId;

        Assert.Equal(current, await _world.ScalarAsync<string>("SELECT group_concat(id) FROM recommendations"));
        Assert.NotEqual(old, current);
    }

    [Fact]
    public async Task Erasing_a_user_leaves_nothing_of_them_in_any_table()
    {
        var answer = await _world.RecommendAsync("ana");
        await _world.RecommendAsync("nobody");
        await _world.Get<ImpressionStore>().AddAsync([new() { RecommendationId = answer.RecommendationId!, UserId = "ana", Items = [new("b", 1)] }]);
        var key = await _world.ScalarAsync<int>("SELECT key FROM users WHERE id = 'ana'");
        var space = await _world.Get<VectorSpaces>().GetAsync(_world.Get<SpaceDefinition>());
        await _world.Get<Store>().WriteAsync(session => VectorStore.UpsertAsync(session, space, OwnerKind.User, [new(key, "ana", "hash", new float[World.Dimension], null, [])]));

        Assert.True(await _world.Get<UserErasure>().EraseAsync("ana", default));
        Assert.False(await _world.Get<UserErasure>().EraseAsync("ana", default));

        foreach (var table in new[] { "users WHERE id = 'ana'", $"interactions WHERE user_key = {key}", $"impressions WHERE user_key = {key}", $"recommendations WHERE user_key = {key}", "vectors WHERE owner_id = 'ana' OR (kind = 1 AND vector IS NOT NULL)" })
        {
            Assert.Equal(0, await _world.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}"));
        }

        Assert.Equal(1, await _world.ScalarAsync<long>("SELECT COUNT(*) FROM recommendations"));
        Assert.Equal(3, (await _world.RecommendAsync("ana")).Items.Count);
    }

    [Fact]
    public async Task An_answer_to_someone_who_is_erased_meanwhile_does_not_bring_them_back()
    {
        var key = await _world.ScalarAsync<int>("SELECT key FROM users WHERE id = 'ana'");
        await _world.Get<UserErasure>().EraseAsync("ana", default);

        await _world.Get<AnswerLog>().AddAsync(key, [], default);

        Assert.Equal(1, await _world.ScalarAsync<long>("SELECT COUNT(*) FROM recommendations WHERE user_key IS NULL"));
    }

    [Fact]
    public async Task Erasing_an_item_takes_its_text_words_and_vector_and_leaves_what_people_did()
    {
        await _world.VectorAsync("a", 1);

        Assert.True(await _world.Get<ItemErasure>().EraseAsync("a", default));
        Assert.False(await _world.Get<ItemErasure>().EraseAsync("a", default));
        Assert.False(await _world.Get<ItemErasure>().EraseAsync("nosuch", default));

        Assert.DoesNotContain("a", (await _world.RecommendAsync("bea")).Items.Select(i => i.Id));
        Assert.DoesNotContain("a", (await _world.Get<Recommender>().SearchAsync("Title a", ItemFilter.None, 10, default)).Items.Select(i => i.Id));
        Assert.Equal(0, await _world.ScalarAsync<long>("SELECT COUNT(*) FROM vectors WHERE vector IS NOT NULL OR owner_id = 'a'"));
        Assert.Equal(1, await _world.ScalarAsync<long>("SELECT COUNT(*) FROM interactions"));
    }
}
