using System.Globalization;
using System.Threading.RateLimiting;
using LlmRec.Api.Access;
using Microsoft.Extensions.Options;

namespace LlmRec.Api.Hosting;

/// <summary>How much one caller may ask: a token bucket for each key's name; for whoever has none, one for each address.</summary>
internal static class RateLimits
{
    // Below ten a second tokens come one by one; above, a tenth of a second's worth at a time.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            var bucket = Bucket(limits.Value);
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(CallerOf(context), _ => bucket));
            limiter.OnRejected = async (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                await TypedResults.Problem(
                    $"More than {limits.Value.RequestsPerSecond:n0} requests a second (LlmRec:Limits:RequestsPerSecond). Send this one again in {wait} s.",
                    statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
            };
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(LimitOptions limits)
    {
        var perSecond = limits.RequestsPerSecond;
        var slow = perSecond < 10;
        return new()
        {
            TokenLimit = limits.Burst,
            TokensPerPeriod = slow ? 1 : (int)Math.Round(perSecond * Period.TotalSeconds),
            ReplenishmentPeriod = slow ? TimeSpan.FromSeconds(1.0 / perSecond) : Period,
        };
    }

    private static string CallerOf(HttpContext context) =>
        context.Caller() is { } caller && caller != Caller.Local ? $"key {caller.Name}" : $"address {context.Connection.RemoteIpAddress}";
}
