using LlmRec.Catalog.Impressions;
using LlmRec.Catalog.Interactions;
using LlmRec.Embedding.Backfill;
using LlmRec.Storage.Jobs;

namespace LlmRec.Tests.Recommending.Pipeline;

/// <summary>A clock that goes backwards: by an hour as at the end of a summer, or by years as on a machine without a battery.</summary>
public sealed class BackwardsClockTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.OpenAsync();
        await _world.ItemsAsync("a", "b", "c", "d");
        await _world.VectorAsync("a", 1, 0);
        await _world.VectorAsync("b", 1, 0.1f);
        await _world.VectorAsync("c", 0, 1);
        await _world.LikesAsync("ana", "a", "b");
        await _world.LikesAsync("bea", "a", "c");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData(1.0 / 24)]
    [InlineData(30)]
    [InlineData(3_650)]
    public async Task Recommendations_go_on_and_new_likes_count(double days)
    {
        var before = await _world.RecommendAsync("ana");
        _world.Time.AdjustTime(_world.Time.GetUtcNow() - TimeSpan.FromDays(days));

        await _world.DoAsync(new Interaction { UserId = "ana", ItemId = "c", Type = "like" });
        var answer = await _world.RecommendAsync("ana");

        Assert.False(answer.Degraded, string.Join("; ", answer.Faults?.Select(f => f.Reason) ?? []));
        Assert.Contains("c", before.Items.Select(i => i.Id));
        Assert.DoesNotContain("c", answer.Items.Select(i => i.Id));
        Assert.All(answer.Items, i => Assert.InRange(i.Score, 0, 1));
        Assert.Equal(32, answer.RecommendationId!.Length);
        Assert.All(await _world.Get<ImpressionStore>().AddAsync([new() { RecommendationId = answer.RecommendationId, UserId = "ana", Items = [new("d", 1)] }]), o => Assert.Null(o.Reason));
    }

    [Theory]
    [InlineData(1.0 / 24)]
    [InlineData(3_650)]
    public async Task Jobs_still_run_and_end(double days)
    {
        var backfills = _world.Get<BackfillService>();
        var first = await backfills.QueueAsync(new(), CancellationToken.None);
        _world.Time.AdjustTime(_world.Time.GetUtcNow() - TimeSpan.FromDays(days));

        await _world.Get<JobRunner>().RunNextAsync(CancellationToken.None);

        Assert.Equal(JobState.Succeeded, (await _world.Get<JobStore>().GetAsync(first.Id))!.State);
        var second = await backfills.QueueAsync(new(Force: true), CancellationToken.None);
        await _world.Get<JobRunner>().RunNextAsync(CancellationToken.None);
        Assert.Equal(JobState.Succeeded, (await _world.Get<JobStore>().GetAsync(second.Id))!.State);
    }
}
