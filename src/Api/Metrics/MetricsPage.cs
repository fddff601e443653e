using System.Diagnostics;
using System.Diagnostics.Metrics;
using LlmRec.Api.Access;
using LlmRec.Api.Endpoints;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Similarity;
using LlmRec.Recommending.Trained;

namespace LlmRec.Api.Metrics;

/// <summary>What the service measures of itself, at <c>/metrics</c>.</summary>
internal static class MetricsPage
{
    private const string MeterName = "LlmRec";

    private static readonly string[] KnownMethods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Patch, HttpMethods.Options];

    public static void AddMetricsPage(this IServiceCollection services)
    {
        services.AddSingleton<TrafficWindow>();
        services.AddSingleton(provider => new PrometheusText(provider.GetRequiredService<Meter>()));
        services.AddSingleton(provider =>
        {
            var meter = new Meter(MeterName);
            var started = provider.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
            meter.CreateObservableGauge("llmrec.process.start_time", () => started, "s", "When the process started, in Unix seconds.");
            meter.CreateObservableGauge("llmrec.process.working_set_bytes", () => Environment.WorkingSet, null, "Memory of the process.");
            meter.CreateObservableGauge("llmrec.items", () => provider.GetRequiredService<ItemTable>().Count, null, "Items in the catalogue.");
            meter.CreateObservableGauge("llmrec.vectors", () => provider.GetRequiredService<ItemVectors>().Count, null, "Items with a current vector.");
            meter.CreateObservableGauge(
                "llmrec.trained.model_time",
                () => provider.GetRequiredService<TrainedModels>().Serving.Select(s => new Measurement<long>(s.Value.CreatedAt.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("model", s.Key))),
                "s",
                "When the trained models in use were trained, in Unix seconds.");
            meter.CreateObservableGauge("llmrec.job.followers", () => provider.GetRequiredService<JobEvents>().Followers, null, "Open streams of a job's events.");
            return meter;
        });
    }

    public static void UseRequestMetrics(this WebApplication app)
    {
        // The listener must stand before the first instrument.
        _ = app.Services.GetRequiredService<PrometheusText>();
        var meter = app.Services.GetRequiredService<Meter>();
        var traffic = app.Services.GetRequiredService<TrafficWindow>();
        var durations = meter.CreateHistogram<double>("llmrec.http.request.duration", "s", "Time to answer a request.");
        app.Use(async (context, next) =>
        {
            var started = Stopwatch.GetTimestamp();
            // The route's pattern, not the path: ids would make a series each. Read first: an error forgets it.
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
            try
            {
                await next(context);
            }
            finally
            {
                var (method, seconds) = (MethodOf(context.Request), Stopwatch.GetElapsedTime(started).TotalSeconds);
                durations.Record(seconds, new("method", method), new("route", route), new("status", context.Response.StatusCode));
                if (IsOfCallers(route))
                {
                    traffic.Add(method, route, context.Response.StatusCode, seconds);
                }
            }
        });
    }

    /// <summary>Whether a route is one that people's programs call; whoever looks at the traffic, or follows a job for minutes, is no part of it.</summary>
    private static bool IsOfCallers(string route) => route.StartsWith("/v1/", StringComparison.Ordinal)
        && !route.StartsWith("/v1/admin/", StringComparison.Ordinal) && !route.StartsWith("/v1/jobs", StringComparison.Ordinal);

    /// <summary>The method, when it is one of those that are known: a caller could make a series of each that it invents.</summary>
    private static string MethodOf(HttpRequest request) =>
        KnownMethods.FirstOrDefault(m => m.Equals(request.Method, StringComparison.OrdinalIgnoreCase)) ?? "other";

    public static void MapMetricsPage(this WebApplication app) => app
        .MapGet("/metrics", (PrometheusText metrics) => TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4"))
        .WithTags("Health").WithName("metrics").WithSummary("Prometheus text").Needs(Scope.Read);
}
