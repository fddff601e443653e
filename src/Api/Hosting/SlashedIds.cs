using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LlmRec.Api.Hosting;

/// <summary>
/// Decodes slashes in ids. The server leaves <c>%2F</c> in a path as it is, so that <c>a%2Fb</c> and <c>a%252Fb</c> would both
/// name the id <c>a%2Fb</c>: one id could not be named at all, and whoever asked for it would get another's data.
/// </summary>
internal static class SlashedIds
{
    public static void UseSlashedIds(this WebApplication app) => app.Use(next => context =>
    {
        if (context.GetEndpoint() is RouteEndpoint route
            && context.Features.Get<IHttpRequestFeature>()?.RawTarget is { } target
            && target.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            Decode(context.Request.RouteValues, route.RoutePattern, PathOf(target));
        }

        return next(context);
    });

    private static void Decode(RouteValueDictionary values, RoutePattern pattern, string path)
    {
        var sent = path.Trim('/').Split('/');
        if (sent.Length != pattern.PathSegments.Count)
        {
            return;
        }

        for (var i = 0; i < sent.Length; i++)
        {
            if (pattern.PathSegments[i].Parts is [RoutePatternParameterPart parameter])
            {
                values[parameter.Name] = Uri.UnescapeDataString(sent[i]);
            }
        }
    }

    /// <summary>The path of a request's target, which may be a whole address.</summary>
    private static string PathOf(string target)
    {
        var path = target.Split('?')[0];
        var authority = path.StartsWith('/') ? -1 : path.IndexOf("://", StringComparison.Ordinal);
        return authority < 0 ? path : path[Math.Max(0, path.IndexOf('/', authority + 3))..];
    }
}
