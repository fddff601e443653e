using LlmRec.Api.Endpoints;
using LlmRec.Storage.Jobs;

namespace LlmRec.Api.Hosting;

/// <summary>Runs queued jobs, and those whose worker died, beside the requests.</summary>
internal sealed partial class JobWorker(JobRunner runner, Readiness readiness, TimeProvider time, ILogger<JobWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.StoreOpened.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await runner.RunNextAsync(stoppingToken) is not null)
                {
                    continue;
                }
            }
#pragma warning disable CA1031 // Whatever keeps jobs from being taken, requests are served meanwhile.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogCannotTake(logger, e);
            }

            await Task.Delay(Idle, time, stoppingToken);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Jobs cannot be taken from the store; trying again")]
    private static partial void LogCannotTake(ILogger logger, Exception exception);
}

internal static class Workers
{
    public static void AddWorkers(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddSingleton<JobEvents>();
        services.AddHostedService<Startup>();
        // Two: a training of minutes must not keep a backfill waiting.
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<JobWorker>(provider));
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<JobWorker>(provider));
    }
}
