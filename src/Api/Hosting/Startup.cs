using LlmRec.Language;
using LlmRec.Recommending;
using LlmRec.Recommending.Demo;
using LlmRec.Recommending.Search;
using LlmRec.Storage;

namespace LlmRec.Api.Hosting;

/// <summary>
/// Opens the store before the first request is taken, then, beside the requests, loads the demo where it is asked for and
/// brings everything in memory. Until then <c>/health/ready</c> says what is awaited.
/// </summary>
internal sealed partial class Startup(
    Store store, DemoCatalogue demo, Projections projections, TitleIndex titles, Readiness readiness, IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Startup> logger)
    : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var created = await store.OpenAsync(onCreate: demo.ClaimAsync, cancellationToken: cancellationToken);
        LogOpened(logger, created ? "Created" : "Opened", store.Dialect.Location);
        readiness.StoreIsOpen();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await MakeReadyAsync(stoppingToken);
        }
        catch (Exception e) when (ServiceStart.Explanation(e) is { } explanation)
        {
            readiness.CannotBe(explanation);
            await ServerStandsAsync(stoppingToken);
            lifetime.StopApplication();
        }
    }

    /// <summary>A stop in the middle of the server's start is logged as a crash of the server.</summary>
    private async Task ServerStandsAsync(CancellationToken stoppingToken)
    {
        var stands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(() => stands.TrySetResult());
        await using var stopping = stoppingToken.Register(() => stands.TrySetResult());
        await stands.Task;
    }

    private async Task MakeReadyAsync(CancellationToken stoppingToken)
    {
        readiness.Waits("the demo catalogue is being loaded and embedded");
        await demo.LoadAsync(stoppingToken);
        readiness.Waits("the catalogue is being brought into memory");
        var started = time.GetTimestamp();
        await projections.FollowAsync(stoppingToken);
        readiness.Waits("the language model is being loaded");
        await Task.Run(services.GetRequiredService<ConfiguredLanguage>, stoppingToken);
        readiness.IsReady();
        LogReady(logger, time.GetElapsedTime(started).TotalMilliseconds);
        await Task.Run(titles.Prepare, stoppingToken);
    }

    [LoggerMessage(1, LogLevel.Information, "{Done} the store {Location}")]
    private static partial void LogOpened(ILogger logger, string done, string location);

    [LoggerMessage(2, LogLevel.Information, "Ready; the catalogue came into memory in {Milliseconds:0} ms")]
    private static partial void LogReady(ILogger logger, double milliseconds);
}
