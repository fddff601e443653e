using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>Builds what stands between this process and a Qdrant that is slow, away or broken.</summary>
internal sealed partial class QdrantResilience(QdrantOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FailuresCountFor = TimeSpan.FromSeconds(30);

    /// <summary>Repetitions around a circuit breaker around a timeout for each attempt.</summary>
    /// <param name="of">What it is for, as the log says it.</param>
    /// <param name="timeoutMs">Milliseconds for an attempt.</param>
    /// <param name="retries">How often to repeat.</param>
    /// <param name="delay">Time before the first repetition, with jitter; later ones wait longer.</param>
    public ResiliencePipeline Pipeline(string of, int timeoutMs, int retries, TimeSpan delay)
    {
        var failures = new PredicateBuilder().Handle<QdrantException>(e => e.IsPassing).Handle<TimeoutRejectedException>();
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = failures,
                MaxRetryAttempts = retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = delay,
                MaxDelay = TimeSpan.FromSeconds(5),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = failures,
                FailureRatio = 0.5,
                MinimumThroughput = options.BreakAfterFailures,
                SamplingDuration = FailuresCountFor,
                BreakDuration = TimeSpan.FromMilliseconds(options.BreakMs),
                OnOpened = opened =>
                {
                    Log.Opened(logger, of, opened.BreakDuration.TotalMilliseconds, opened.Outcome.Exception);
                    return default;
                },
                OnClosed = _ =>
                {
                    Log.Closed(logger, of);
                    return default;
                },
            })
            .AddTimeout(TimeSpan.FromMilliseconds(timeoutMs))
            .Build();
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Warning, "Qdrant fails: {Of} leave it alone for {Milliseconds} ms")]
        public static partial void Opened(ILogger logger, string of, double milliseconds, Exception? exception);

        [LoggerMessage(11, LogLevel.Information, "Qdrant is back: {Of} use it again")]
        public static partial void Closed(ILogger logger, string of);
    }
}
