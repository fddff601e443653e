using System.Diagnostics;
using System.Globalization;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Storage;

public sealed class JobLeaseTests : IAsyncLifetime, IDisposable
{
    private static readonly JobProgress Half = JobProgress.None with { Total = 4, Done = 2, Failed = 1, Rate = 0.5, Counts = new Dictionary<string, long> { ["embedded"] = 1 } };

    private readonly TestStore _file = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private Store _store = null!;
    private JobStore _jobs = null!;

    public async Task InitializeAsync()
    {
        _store = await _file.OpenAsync();
        _jobs = new(_store, _time);
    }

    [Theory]
    [InlineData("elsewhere/1/1/w", false)]
    [InlineData("nonsense", false)]
    [InlineData("{machine}/{self}/{now}/w", false)]
    [InlineData("{machine}/{self}/1/w", true)]
    [InlineData("{machine}/2147483647/{now}/w", true)]
    public async Task A_running_job_is_free_before_its_lease_ends_only_when_its_process_is_surely_gone(string owner, bool free)
    {
        using var self = Process.GetCurrentProcess();
        var now = new DateTimeOffset(self.StartTime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        owner = owner.Replace("{machine}", Environment.MachineName, StringComparison.Ordinal)
            .Replace("{self}", $"{self.Id}", StringComparison.Ordinal).Replace("{now}", now, StringComparison.Ordinal);
        var lease = await TakenAsync();
        await _store.WriteAsync(s => s.ExecuteAsync("UPDATE jobs SET owner = @owner", new { owner }));

        Assert.Equal(free, await _jobs.IsFreeAsync(lease.Job.Id));
        Assert.Equal(free, await _jobs.TakeAsync(["count"], CancellationToken.None) is not null);
    }

    [Fact]
    public async Task A_report_keeps_the_hold_for_another_lease()
    {
        var lease = await TakenAsync();
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(JobStore.LeaseTime * 0.9);
            await _store.WriteAsync(s => lease.ReportAsync(s, Half, "2"));
        }

        Assert.Null(await _jobs.TakeAsync(["count"], CancellationToken.None));
    }

    [Fact]
    public async Task Progress_failures_and_the_point_to_resume_at_outlive_the_worker()
    {
        var lease = await TakenAsync();
        await _store.WriteAsync(s => lease.ReportAsync(s, Half, "2", [new("b", "too long"), new("a", "not finite")]));
        await lease.ReleaseAsync();

        var next = (await new JobStore(await _file.OpenAsync(), _time).TakeAsync(["count"], CancellationToken.None))!;
        await _store.WriteAsync(s => next.ReportAsync(s, Half with { Done = 4 }, "4", [new("b", "still too long")]));

        Assert.Equal("2", next.Job.ResumeAt);
        Assert.Equivalent(Half, next.Job.Progress);
        Assert.Equal(4, next.Job.Progress.EtaSeconds);
        Assert.Equal([new("a", "not finite"), new("b", "still too long")], await _jobs.FailuresAsync(next.Job.Id, 10));
        Assert.Equal(lease.Job.StartedAt, next.Job.StartedAt);
    }

    [Fact]
    public async Task Progress_that_is_rolled_back_never_happened()
    {
        var lease = await TakenAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.WriteAsync(async s =>
        {
            await lease.ReportAsync(s, Half, "2", [new("a", "x")]);
            throw new InvalidOperationException();
        }));

        Assert.Equal((0, null), ((await _jobs.GetAsync(lease.Job.Id))!.Progress.Done, (await _jobs.GetAsync(lease.Job.Id))!.ResumeAt));
        Assert.Empty(await _jobs.FailuresAsync(lease.Job.Id, 10));
    }

    [Fact]
    public async Task A_worker_whose_job_was_taken_over_can_write_nothing_any_more()
    {
        var lost = await TakenAsync();
        _time.Advance(JobStore.LeaseTime * 2);
        Assert.NotNull(await _jobs.TakeAsync(["count"], CancellationToken.None));

        await Assert.ThrowsAsync<LeaseLostException>(() => _store.WriteAsync(s => lost.ReportAsync(s, Half, "2")));
        await Assert.ThrowsAsync<LeaseLostException>(() => lost.EndAsync(JobState.Succeeded, null));
        await Assert.ThrowsAsync<LeaseLostException>(lost.ReleaseAsync);
        Assert.Equal(JobState.Running, (await _jobs.GetAsync(lost.Job.Id))!.State);
    }

    [Fact]
    public async Task Of_many_workers_that_ask_at_once_one_gets_the_job()
    {
        await _jobs.QueueAsync("count", new { });
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _file.OpenAsync()));

        var leases = await Task.WhenAll(others.Select(store => Task.Run(() => new JobStore(store, _time).TakeAsync(["count"], CancellationToken.None))));

        Assert.Single(leases, lease => lease is not null);
    }

    [Fact]
    public async Task Of_many_that_queue_a_kind_at_once_one_does_and_the_others_learn_of_it()
    {
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _file.OpenAsync()));

        var answers = await Task.WhenAll(others.Select(store => Task.Run(() => Record.ExceptionAsync(() => new JobStore(store, _time).QueueAsync("count", new { })))));

        Assert.Single(answers, answer => answer is null);
        Assert.All(answers.OfType<Exception>(), answer => Assert.IsType<JobConflictException>(answer));
        Assert.Single(await _jobs.ListAsync(10));
    }

    [Fact]
    public async Task A_worker_takes_only_what_it_can_do_the_oldest_first()
    {
        var first = await _jobs.QueueAsync("count", new { });
        _time.Advance(TimeSpan.FromSeconds(1));
        await _jobs.QueueAsync("weigh", new { });

        Assert.Null(await _jobs.TakeAsync(["paint"], CancellationToken.None));
        Assert.Equal(first.Id, (await _jobs.TakeAsync(["weigh", "count"], CancellationToken.None))!.Job.Id);
    }

    [Fact]
    public async Task A_job_that_was_to_stop_when_its_worker_died_is_cancelled_by_the_next_worker()
    {
        var lease = await TakenAsync();
        Assert.True((await _jobs.CancelAsync(lease.Job.Id))!.CancelRequested);
        _time.Advance(JobStore.LeaseTime * 2);

        var run = new JobRunner(_jobs, [new Forever()], _time, NullLogger<JobRunner>.Instance).RunNextAsync(CancellationToken.None);
        while (!run.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(300));
            await Task.Yield();
        }

        Assert.Equal(JobState.Cancelled, (await run)!.State);
    }

    [Fact]
    public async Task A_handler_that_is_silent_for_long_keeps_its_job_while_its_process_lives()
    {
        await _jobs.QueueAsync("count", new { });
        var handler = new Forever();
        using var stop = new CancellationTokenSource();
        var run = new JobRunner(_jobs, [handler], _time, NullLogger<JobRunner>.Instance).RunNextAsync(stop.Token);
        await handler.Started.Task;
        var before = await LeaseUntilAsync();

        _time.Advance(JobStore.LeaseTime / 2);
        while (await LeaseUntilAsync() == before)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        Assert.Equal(JobState.Running, (await run)!.State);
    }

    [Fact]
    public async Task Cancelling_what_has_ended_or_never_was_changes_nothing()
    {
        var lease = await TakenAsync();
        await lease.EndAsync(JobState.Succeeded, null);

        Assert.Equal(JobState.Succeeded, (await _jobs.CancelAsync(lease.Job.Id))!.State);
        Assert.Null(await _jobs.CancelAsync("unknown"));
        Assert.Null(await _jobs.ActiveAsync("count"));
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, (await _jobs.QueueAsync($"kind-{i}", new { })).Id);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(ids.Take(2), (await _jobs.ListAsync(2)).Select(j => j.Id));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _file.Dispose();

    private async Task<JobLease> TakenAsync()
    {
        await _jobs.QueueAsync("count", new { });
        return (await _jobs.TakeAsync(["count"], CancellationToken.None))!;
    }

    private Task<long?> LeaseUntilAsync() => _store.ReadAsync(s => s.ScalarAsync<long?>("SELECT lease_until FROM jobs"));

    private sealed class Forever : IJobHandler
    {
        public TaskCompletionSource Started { get; } = new();

        public string Kind => "count";

        public Task RunAsync(JobLease lease, CancellationToken cancellationToken)
        {
            Started.SetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}
