using System.Diagnostics;
using LlmRec.Api.Access;

namespace LlmRec.Api.Hosting;

/// <summary>
/// Gives every request an id, the caller's own where it sends a sane one, else a new one: it is in the answer, in every log
/// line, and in the line that tells of the request itself.
/// </summary>
internal static partial class RequestIds
{
    private const string Header = "X-Request-Id";
    private const int Longest = 64;

    public static void UseRequestId(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LlmRec.Request");
        app.Use(async (context, next) =>
        {
            var started = Stopwatch.GetTimestamp();
            var sent = context.Request.Headers[Header].ToString();
            context.TraceIdentifier = IsSane(sent) ? sent : Guid.CreateVersion7().ToString("N");
            // Set last: an error clears the headers that stand before it.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Header] = context.TraceIdentifier;
                return Task.CompletedTask;
            });
            // The route's pattern, by which lines can be counted. Read first: an error forgets it.
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
            using (logger.BeginScope(new Dictionary<string, object> { ["requestId"] = context.TraceIdentifier, ["route"] = route }))
            {
                await next(context);
                var level = route.StartsWith("/v1/", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Debug;
                var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                Log.Answered(logger, level, context.Request.Method, route, context.Response.StatusCode, milliseconds, context.Caller()?.Name ?? "nobody", context.TraceIdentifier);
            }
        });
    }

    private static bool IsSane(string id) => id.Length is > 0 and <= Longest && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms for {Caller}, request {RequestId}")]
        public static partial void Answered(ILogger logger, LogLevel level, string method, string route, int status, double milliseconds, string caller, string requestId);
    }
}
