using System.Net.ServerSentEvents;
using LlmRec.Storage.Jobs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.EndToEnd.Http;

public sealed class JobEventTests(JobEventTests.Clocked api) : IClassFixture<JobEventTests.Clocked>
{
    [Fact]
    public async Task While_a_job_does_not_move_its_progress_is_told_every_15_seconds_so_that_no_proxy_closes_the_stream()
    {
        // No worker here takes it.
        var job = await api.Services.GetRequiredService<JobStore>().QueueAsync("elsewhere", new { });
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var stream = await api.Client.GetStreamAsync(new Uri(api.Address, $"/v1/jobs/{job.Id}/events"), patience.Token);
        await using var events = SseParser.Create(stream).EnumerateAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("progress", events.Current.EventType);
        var (first, begun) = (events.Current.Data, api.Time.GetUtcNow());

        var next = events.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            api.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.Equal(("progress", first), (events.Current.EventType, events.Current.Data));
        Assert.True(api.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(15));
    }

    /// <summary>An API whose clock stands still until it is moved.</summary>
    public sealed class Clocked : TestApi
    {
        public FakeTimeProvider Time { get; } = new(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
        }
    }
}
