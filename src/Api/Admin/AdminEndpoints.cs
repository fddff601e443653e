using LlmRec.Api.Access;

namespace LlmRec.Api.Admin;

/// <summary>What the page at <c>/admin</c> reads, and what it does beside running jobs. All of it needs a key of scope <c>admin</c>.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this WebApplication app)
    {
        var admin = app.MapGroup("/v1/admin").WithTags("Admin").Needs(Scope.Admin);
        admin.MapOverview();
        admin.MapTraffic();
        admin.MapModels();
        admin.MapAttribution();
        admin.MapMap();
        admin.MapPreviews();
    }
}
