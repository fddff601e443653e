using System.Net;
using LlmRec.Api.Access;
using Microsoft.Extensions.Options;

namespace LlmRec.Api.Hosting;

/// <summary>
/// Without keys only this machine is served: connections from elsewhere are refused, and so are requests whose Host is
/// another name, as a web page that rebinds its own name to 127.0.0.1 would send.
/// </summary>
internal static partial class LoopbackOnly
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    public static void UseLoopbackOnly(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<ApiKeys>();
        var allowed = app.Services.GetRequiredService<IOptions<CorsOptions>>().Value;
        if (keys.Current.IsEmpty)
        {
            LogLoopbackOnly(app.Logger);
        }

        app.Use(async (context, next) =>
        {
            if (!keys.Current.IsEmpty)
            {
                await next(context);
            }

            // The test host has no connection, hence no address.
            else if (context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
            {
                await Refuse(context, "This service has no API keys configured and so serves this machine only.");
            }
            else if (!Names.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
            {
                await Refuse(context, $"Without API keys the service answers to localhost only, not to '{context.Request.Host.Host}'.");
            }
            else if (IsForeign(context.Request, allowed))
            {
                await Refuse(context, $"Without API keys the service takes no changes from pages of other sites, such as {context.Request.Headers.Origin}.");
            }
            else
            {
                await next(context);
            }
        });
    }

    /// <summary>Whether a web page of another site sends it: browsers let it send what needs no answer.</summary>
    private static bool IsForeign(HttpRequest request, CorsOptions allowed) =>
        !HttpMethods.IsGet(request.Method)
        && request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !CrossOrigin.Allows(allowed, origin)
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && Names.Contains(site.Host, StringComparer.OrdinalIgnoreCase));

    private static Task Refuse(HttpContext context, string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);

    [LoggerMessage(1, LogLevel.Information, "No API keys are configured: only this machine is served")]
    private static partial void LogLoopbackOnly(ILogger logger);
}
