using LlmRec.Api.Metrics;

namespace LlmRec.Api.Admin;

/// <summary>What was answered of late.</summary>
internal static class TrafficEndpoints
{
    public static void MapTraffic(this RouteGroupBuilder admin) => admin
        .MapGet("/traffic", (TrafficWindow window) => TypedResults.Ok(window.Read())).WithName("adminTraffic")
        .WithSummary("Requests, refusals, errors and latency over the last hour, by minute and by route")
        .WithDescription("Of this process, since it started. Routes under `/v1` are counted, but for `/v1/admin` and `/v1/jobs`.");
}
