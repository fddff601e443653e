using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRec.Tests.Recommending.Pipeline;

public sealed class DegradedTests
{
    [Fact]
    public async Task A_channel_that_throws_is_left_out_and_the_answer_says_so()
    {
        await using var world = await WithAsync(new Broken());

        var answer = await world.RecommendAsync("ana");

        Assert.Equal(["a"], answer.Items.Select(i => i.Id));
        Assert.True(answer.Degraded);
        var fault = Assert.Single(answer.Faults!);
        Assert.Equal((ChannelNames.Fresh, "failed: the index is on fire"), (fault.Part, fault.Reason));
        Assert.NotNull(answer.RecommendationId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_channel_that_hangs_is_left_behind_at_its_deadline_whether_it_heeds_the_signal_or_not(bool heedsSignal)
    {
        var hanging = new Hanging(heedsSignal);
        // Alone, so that moving the clock makes no other channel late.
        await using var world = await WithAsync(hanging, new() { ["LlmRec:Pipeline:Channels:0"] = ChannelNames.Fresh });

        var pending = world.RecommendAsync("ana");
        await hanging.Started.Task;
        Assert.False(pending.IsCompleted);
        while (!pending.IsCompleted)
        {
            // The deadline may not be set yet.
            world.Time.Advance(TimeSpan.FromMilliseconds(new PipelineOptions().ChannelDeadlineMs));
            await Task.Yield();
        }

        var answer = await pending;
        Assert.Empty(answer.Items);
        Assert.True(answer.Degraded);
        Assert.Equal((ChannelNames.Fresh, "took longer than 1000 ms"), (answer.Faults![0].Part, answer.Faults[0].Reason));
        hanging.End.TrySetResult();
    }

    [Fact]
    public async Task A_channel_that_keeps_its_thread_does_not_keep_the_others_from_starting()
    {
        using var hanging = new KeepingItsThread();
        var next = new Hanging(heedsSignal: true, "next");
        await using var world = await World.OpenAsync();
        var runner = new ChannelRunner(world.Time, NullLogger<ChannelRunner>.Instance);
        var context = new RecallContext(Profile.Empty, null, new(ItemFilter.None, world.Get<ItemTable>(), Profile.Empty.Seen));

        var pending = runner.RunAsync([hanging, next], context, 10, TimeSpan.FromDays(1), default);
        while (!next.Started.Task.IsCompleted)
        {
            // The patience with it may not have begun yet.
            world.Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        Assert.False(pending.IsCompleted);
        hanging.End.Set();
        next.End.SetResult();
        Assert.All(await pending, result => Assert.Null(result.Fault));
    }

    [Fact]
    public async Task A_caller_that_leaves_stops_the_channels_and_is_no_fault_of_theirs()
    {
        var hanging = new Hanging(heedsSignal: true);
        await using var world = await WithAsync(hanging);
        using var leave = new CancellationTokenSource();

        var pending = world.Get<Recommender>().RecommendAsync(new() { UserId = "ana" }, leave.Token);
        await hanging.Started.Task;
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await hanging.Stopped.Task;
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_to_costs_the_id_and_nothing_else()
    {
        await using var world = await World.OpenAsync();
        await world.ItemsAsync("a");
        await world.RecommendAsync("ana");
        await world.Get<Store>().WriteAsync(session => session.ExecuteAsync(
            "CREATE TRIGGER full BEFORE INSERT ON recommendations BEGIN SELECT RAISE(FAIL, 'no'); END"));

        var answer = await world.RecommendAsync("ana");

        Assert.Equal(["a"], answer.Items.Select(i => i.Id));
        Assert.Null(answer.RecommendationId);
        Assert.True(answer.Degraded);
        Assert.Equal("recommendationId", Assert.Single(answer.Faults!).Part);
    }

    [Fact]
    public async Task A_channel_without_a_weight_is_refused_when_the_parts_are_put_together()
    {
        await using var world = await World.OpenAsync(
            settings: new Dictionary<string, string?> { ["LlmRec:Pipeline:Channels:0"] = "popular", ["LlmRec:Pipeline:Channels:1"] = "horoscope" },
            change: services => services.AddSingleton<IRecallChannel>(new Broken("horoscope")));

        var fault = Assert.Throws<ConfigurationException>(world.Get<Recommender>);

        Assert.StartsWith("Pipeline:Ranker is 'weighted', which has no weight for the channel 'horoscope'. Take it out of Pipeline:Channels, or choose another ranker.", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<World> WithAsync(IRecallChannel fresh, Dictionary<string, string?>? settings = null)
    {
        var world = await World.OpenAsync(settings: settings, change: services =>
        {
            services.Remove(services.Single(s => s.ServiceType == typeof(IRecallChannel) && s.ImplementationType?.Name == "FreshChannel"));
            services.AddSingleton(fresh);
        });
        await world.ItemsAsync("a", "b");
        await world.LikesAsync("u1", "a");
        return world;
    }

    private sealed class Broken(string name = ChannelNames.Fresh) : IRecallChannel
    {
        public string Name => name;

        public bool Applies(RecallContext context) => true;

        public Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the index is on fire");

        public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) => [];
    }

    private sealed class Hanging(bool heedsSignal, string name = ChannelNames.Fresh) : IRecallChannel
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => name;

        public bool Applies(RecallContext context) => true;

        public async Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
        {
            Started.TrySetResult();
            try
            {
                await End.Task.WaitAsync(heedsSignal ? cancellationToken : CancellationToken.None);
            }
            finally
            {
                Stopped.TrySetResult();
            }

            return [];
        }

        public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) => [];
    }

    private sealed class KeepingItsThread : IRecallChannel, IDisposable
    {
        public ManualResetEventSlim End { get; } = new();

        public string Name => "keeping";

        public bool Applies(RecallContext context) => true;

        public Task<IReadOnlyList<Candidate>> RecallAsync(RecallContext context, int limit, CancellationToken cancellationToken)
        {
            End.Wait(CancellationToken.None);
            return Task.FromResult<IReadOnlyList<Candidate>>([]);
        }

        public IReadOnlyList<WeightedItem> Because(RecallContext context, int item) => [];

        public void Dispose() => End.Dispose();
    }
}
