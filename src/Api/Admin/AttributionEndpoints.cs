using LlmRec.Api.Hosting;
using LlmRec.Recommending.Attribution;
using LlmRec.Recommending.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmRec.Api.Admin;

/// <summary>Which channels brought what was shown and clicked.</summary>
internal static class AttributionEndpoints
{
    private const int UsualDays = 7;

    public static void MapAttribution(this RouteGroupBuilder admin) => admin
        .MapGet("/attribution", ReadAsync).WithName("adminAttribution").WithSummary("Each channel's part in what was shown and clicked")
        .WithDescription("From impressions and what users did afterwards. `days` from 1 to 365, 7 if not said; the latest 20,000 answers at most.");

    private static async Task<Ok<AttributionReport>> ReadAsync(int? days, AttributionReader reader, Recommender recommender, CancellationToken cancellationToken) =>
        days is < 1 or > AttributionReader.MostDays
            ? throw new BadInputException($"days must be from 1 to {AttributionReader.MostDays}; it is {days}.")
            : TypedResults.Ok(await reader.ReadAsync(days ?? UsualDays, recommender.Parts.Channels, cancellationToken));
}
