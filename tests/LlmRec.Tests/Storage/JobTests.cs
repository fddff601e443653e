using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Storage;

public sealed class JobTests : IDisposable
{
    private readonly TestStore _file = new();

    [Fact]
    public async Task A_second_job_of_a_kind_is_refused_while_one_is_queued_and_names_it()
    {
        var jobs = new JobStore(await _file.OpenAsync(), TimeProvider.System);
        var first = await jobs.QueueAsync("count", new { to = 3 });

        var conflict = await Assert.ThrowsAsync<JobConflictException>(() => jobs.QueueAsync("count", new { to = 3 }));

        Assert.Equal(first.Id, conflict.Active.Id);
        await jobs.QueueAsync("another-kind", new { });
    }

    [Fact]
    public async Task A_job_runs_to_its_end_and_its_progress_is_seen_by_another_process()
    {
        var store = await _file.OpenAsync();
        var jobs = new JobStore(store, TimeProvider.System);
        await jobs.QueueAsync("count", new { to = 3 });

        var ended = await Runner(store, new Counting(store, 3)).RunNextAsync(CancellationToken.None);

        var seen = await new JobStore(await _file.OpenAsync(), TimeProvider.System).GetAsync(ended!.Id);
        Assert.Equal(JobState.Succeeded, seen!.State);
        Assert.Equal((3, 3, 1), (seen.Progress.Total, seen.Progress.Done, seen.Progress.Failed));
        Assert.Equal([new JobFailure("item-2", "even")], await jobs.FailuresAsync(ended.Id, 10));
    }

    [Fact]
    public async Task A_job_of_a_silent_worker_is_taken_over_after_its_lease_and_goes_on_where_it_was()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var store = await _file.OpenAsync();
        var jobs = new JobStore(store, time);
        await jobs.QueueAsync("count", new { });
        var silent = (await jobs.TakeAsync(["count"], CancellationToken.None))!;
        await store.WriteAsync(s => silent.ReportAsync(s, JobProgress.None with { Total = 3, Done = 2 }, "2"));

        Assert.Null(await jobs.TakeAsync(["count"], CancellationToken.None));
        time.Advance(JobStore.LeaseTime + TimeSpan.FromSeconds(1));
        var next = await jobs.TakeAsync(["count"], CancellationToken.None);

        Assert.Equal("2", next!.Job.ResumeAt);
        await Assert.ThrowsAsync<LeaseLostException>(() => store.WriteAsync(s => silent.ReportAsync(s, JobProgress.None, "3")));
    }

    [Fact]
    public async Task A_queued_job_is_cancelled_at_once_and_a_running_one_when_its_worker_notices()
    {
        var store = await _file.OpenAsync();
        var jobs = new JobStore(store, TimeProvider.System);
        var queued = await jobs.QueueAsync("count", new { });
        Assert.Equal(JobState.Cancelled, (await jobs.CancelAsync(queued.Id))!.State);

        var running = await jobs.QueueAsync("count", new { });
        var handler = new Waiting();
        var run = Runner(store, handler).RunNextAsync(CancellationToken.None);
        await handler.Started.Task;
        await jobs.CancelAsync(running.Id);

        Assert.Equal(JobState.Cancelled, (await run)!.State);
    }

    [Fact]
    public async Task A_worker_that_stops_leaves_its_job_for_the_next_one_at_once()
    {
        var store = await _file.OpenAsync();
        var jobs = new JobStore(store, TimeProvider.System);
        await jobs.QueueAsync("count", new { });
        using var stop = new CancellationTokenSource();
        var handler = new Waiting();
        var run = Runner(store, handler).RunNextAsync(stop.Token);
        await handler.Started.Task;
        await stop.CancelAsync();

        Assert.Equal(JobState.Running, (await run)!.State);
        Assert.NotNull(await jobs.TakeAsync(["count"], CancellationToken.None));
    }

    [Fact]
    public async Task A_handler_that_throws_fails_its_job_with_the_reason_and_frees_the_kind()
    {
        var store = await _file.OpenAsync();
        var jobs = new JobStore(store, TimeProvider.System);
        await jobs.QueueAsync("count", new { });

        var ended = await Runner(store, new Failing()).RunNextAsync(CancellationToken.None);

        Assert.Equal((JobState.Failed, "the model is missing"), (ended!.State, ended.Error));
        await jobs.QueueAsync("count", new { });
    }

    public void Dispose() => _file.Dispose();

    private static JobRunner Runner(Store store, IJobHandler handler) =>
        new(new JobStore(store, TimeProvider.System), [handler], TimeProvider.System, NullLogger<JobRunner>.Instance);

    private sealed class Counting(Store store, int to) : IJobHandler
    {
        public string Kind => "count";

        public async Task RunAsync(JobLease lease, CancellationToken cancellationToken)
        {
            for (var i = 1; i <= to; i++)
            {
                var failed = i / 2;
                IReadOnlyList<JobFailure> failures = i == 2 ? [new("item-2", "even")] : [];
                var progress = JobProgress.None with { Total = to, Done = i, Failed = failed };
                await store.WriteAsync(s => lease.ReportAsync(s, progress, $"{i}", failures), cancellationToken: cancellationToken);
            }
        }
    }

    private sealed class Waiting : IJobHandler
    {
        public TaskCompletionSource Started { get; } = new();

        public string Kind => "count";

        public Task RunAsync(JobLease lease, CancellationToken cancellationToken)
        {
            Started.SetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    private sealed class Failing : IJobHandler
    {
        public string Kind => "count";

        public Task RunAsync(JobLease lease, CancellationToken cancellationToken) => throw new InvalidOperationException("the model is missing");
    }
}
