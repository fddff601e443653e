using System.Collections.Concurrent;
using LlmRec.Recommending;
using LlmRec.Recommending.Pipeline;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Indexes.Embedded;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Recommending;

public sealed class SharedFollowTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<TaskCompletionSource<Fault?>> _begun = new();
    private readonly SemaphoreSlim _begins = new(0);
    private readonly SharedFollow _shared;

    public SharedFollowTests() => _shared = new(FollowAsync, _time, Patience);

    [Fact]
    public async Task Those_that_ask_while_a_follow_runs_share_the_one_that_begins_after_it()
    {
        var first = _shared.FollowAsync(default);
        var running = await BegunAsync();
        var (second, third) = (_shared.FollowAsync(default), _shared.FollowAsync(default));
        running.SetResult(null);
        Assert.Null(await first);
        var next = await BegunAsync();
        Assert.False(second.IsCompleted);
        Assert.False(third.IsCompleted);

        var fault = new Fault("part", "no");
        next.SetResult(fault);
        Assert.Same(fault, await second);
        Assert.Same(fault, await third);
        Assert.Empty(_begun);
    }

    [Fact]
    public async Task The_first_time_is_waited_for_however_long_it_takes_and_after_a_failure_too()
    {
        var failing = _shared.FollowAsync(default);
        (await BegunAsync()).SetResult(new("part", "no"));
        Assert.NotNull(await failing);

        var first = _shared.FollowAsync(default);
        var running = await BegunAsync();
        _time.Advance(Patience * 100);
        var told = new Fault("part", "told in the end");
        running.SetResult(told);
        Assert.Same(told, await first);
    }

    [Fact]
    public async Task A_long_one_is_left_to_go_on_and_who_leaves_does_not_stop_it()
    {
        var first = _shared.FollowAsync(default);
        (await BegunAsync()).SetResult(null);
        await first;

        var starter = _shared.FollowAsync(default);
        var running = await BegunAsync();
        var waiting = _shared.FollowAsync(default);
        using var leave = new CancellationTokenSource();
        var leaving = _shared.FollowAsync(leave.Token);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        _time.Advance(Patience);
        Assert.Null(await starter);
        Assert.Null(await waiting);

        running.SetResult(null);
        (await BegunAsync()).SetResult(null);
        await _shared.EndAsync();
        Assert.Empty(_begun);
    }

    [Fact]
    public async Task While_the_vectors_are_rebuilt_the_old_ones_serve_and_nothing_counts_as_degraded()
    {
        await using var world = await World.OpenAsync(change: services => services.AddSingleton<IVectorIndex>(provider => new Gated(new EmbeddedIndex(
            provider.GetRequiredService<VectorSpaces>(), provider.GetRequiredService<VectorStore>(), provider.GetRequiredService<SpaceDefinition>(), OwnerKind.Item, new()))));
        await world.ItemsAsync("a", "b");
        await world.VectorAsync("a", 1);
        var (projections, index) = (world.Get<Projections>(), (Gated)world.Get<IVectorIndex>());
        Assert.Empty(await projections.FollowAsync(default));

        index.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await world.VectorAsync("b", 0, 1);
        var following = projections.FollowAsync(default);
        world.Time.Advance(TimeSpan.FromMilliseconds(new PipelineOptions().ChannelDeadlineMs));

        Assert.Empty(await following);
        Assert.Equal(1, index.Count);
        Assert.Equal("a", Assert.Single((await index.SearchAsync([new() { Vector = new float[] { 1, 0, 0, 0, 0, 0, 0, 0 }, Limit = 2 }], default))[0]).Id);

        index.Gate.SetResult();
        Assert.Empty(await projections.FollowAsync(default));
        Assert.Equal(2, index.Count);
    }

    public void Dispose() => _begins.Dispose();

    private async Task<Fault?> FollowAsync()
    {
        var follow = new TaskCompletionSource<Fault?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _begun.Enqueue(follow);
        _begins.Release();
        return await follow.Task;
    }

    private async Task<TaskCompletionSource<Fault?>> BegunAsync()
    {
        await _begins.WaitAsync();
        Assert.True(_begun.TryDequeue(out var follow));
        return follow;
    }

    /// <summary>An index whose following waits until it is let through.</summary>
    private sealed class Gated(IVectorIndex index) : IVectorIndex
    {
        public TaskCompletionSource? Gate { get; set; }

        public string Name => index.Name;

        public VectorSpace Space => index.Space;

        public int Count => index.Count;

        public long Version => index.Version;

        public bool OnlyFollowsChanges => index.OnlyFollowsChanges;

        public async Task FollowAsync(CancellationToken cancellationToken)
        {
            await (Gate?.Task ?? Task.CompletedTask);
            await index.FollowAsync(cancellationToken);
        }

        public Task<IReadOnlyList<IReadOnlyList<VectorHit>>> SearchAsync(IReadOnlyList<VectorQuery> queries, CancellationToken cancellationToken) =>
            index.SearchAsync(queries, cancellationToken);

        public ValueTask LoadAsync(IReadOnlyCollection<int> keys, CancellationToken cancellationToken) => index.LoadAsync(keys, cancellationToken);

        public ReadOnlyMemory<float> VectorOf(int key) => index.VectorOf(key);
    }
}
