using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace LlmRec.Api.Hosting;

/// <summary>How long a request may take. Its work is cancelled then, and the caller told.</summary>
internal static class TimeLimit
{
    public static void AddTimeLimit(this IServiceCollection services)
    {
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitOptions>>((timeouts, limits) => timeouts.DefaultPolicy = new()
        {
            Timeout = TimeSpan.FromSeconds(limits.Value.RequestSeconds),
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = context =>
            {
                context.Response.Headers.RetryAfter = "5";
                return TypedResults.Problem(
                    $"This took longer than {limits.Value.RequestSeconds} s (LlmRec:Limits:RequestSeconds) and was given up. Ask for less, or again later.",
                    statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
            },
        });
    }
}
