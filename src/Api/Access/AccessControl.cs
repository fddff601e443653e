using System.Net.Http.Headers;

namespace LlmRec.Api.Access;

/// <summary>
/// Finds out who calls and whether they may. A route that says nothing needs <c>admin</c>: what is forgotten stays closed.
/// </summary>
internal static class AccessControl
{
    private const string KeyHeader = "X-Api-Key";

    public static void AddAccessControl(this IServiceCollection services) => services.AddSingleton<ApiKeys>();

    /// <summary>Says what a route needs.</summary>
    public static T Needs<T>(this T route, Scope scope)
        where T : IEndpointConventionBuilder => route.WithMetadata(new NeededScope(scope));

    /// <summary>Says that a route needs no key.</summary>
    public static T IsOpen<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new NeededScope(null));

    /// <summary>Finds out who calls; refuses nobody yet.</summary>
    public static void UseCallers(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<ApiKeys>();
        app.Use(next => context =>
        {
            var caller = keys.Current.IsEmpty ? Caller.Local : Presented(context.Request) is { } key ? keys.Current.Find(key) : null;
            if (caller is not null)
            {
                context.Features.Set(caller);
            }

            return next(context);
        });
    }

    /// <summary>Lets through who may.</summary>
    public static void UseAccessControl(this WebApplication app) => app.Use(next => context =>
    {
        // No route: a file of the page, or an error about to be told.
        var needed = context.GetEndpoint() is RouteEndpoint endpoint ? NeededBy(endpoint.Metadata) : null;
        return needed is null || context.Caller()?.Scope >= needed ? next(context) : RefuseAsync(context, needed.Value);
    });

    /// <summary>The scope a route needs; null for none.</summary>
    public static Scope? NeededBy(IEnumerable<object> metadata) =>
        metadata.OfType<NeededScope>().LastOrDefault() is { } said ? said.Scope : Scope.Admin;

    private static string? Presented(HttpRequest request)
    {
        if (request.Headers[KeyHeader].ToString() is { Length: > 0 } key)
        {
            return key;
        }

        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization.ToString(), out var sent)
            && sent.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? sent.Parameter
            : null;
    }

    private static Task RefuseAsync(HttpContext context, Scope needed)
    {
        var scope = needed.ToString().ToLowerInvariant();
        if (context.Caller() is { } caller)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
            return TypedResults.Problem(
                $"This needs a key of scope '{scope}'; the key '{caller.Name}' has '{caller.Scope.ToString().ToLowerInvariant()}'.",
                statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
        }

        var sent = Presented(context.Request) is not null;
        context.Response.Headers.WWWAuthenticate = sent ? "Bearer error=\"invalid_token\"" : "Bearer";
        return TypedResults.Problem(
            sent ? "The key that was sent is not known here." : $"Send a key of scope '{scope}', as `Authorization: Bearer KEY` or `{KeyHeader}: KEY`.",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    /// <param name="Scope">What the route needs; null for no key.</param>
    private sealed record NeededScope(Scope? Scope);
}
