namespace LlmRec.Api.Hosting;

/// <summary>Gives every request an id: the caller's own where it sends a sane one, else a new one. It is in the answer and in every log line.</summary>
internal static class RequestIds
{
    private const string Header = "X-Request-Id";
    private const int Longest = 64;

    public static void UseRequestId(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LlmRec.Request");
        app.Use(async (context, next) =>
        {
            var sent = context.Request.Headers[Header].ToString();
            context.TraceIdentifier = IsSane(sent) ? sent : Guid.CreateVersion7().ToString("N");
            context.Response.Headers[Header] = context.TraceIdentifier;
            using (logger.BeginScope(new Dictionary<string, object> { ["requestId"] = context.TraceIdentifier }))
            {
                await next(context);
            }
        });
    }

    private static bool IsSane(string id) => id.Length is > 0 and <= Longest && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
