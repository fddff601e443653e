using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.Options;

namespace LlmRec.Api.Hosting;

/// <summary>Which web pages of other sites may call from a browser. Section <c>Cors</c>.</summary>
public sealed class CorsOptions
{
    /// <summary>Origins such as <c>https://shop.example</c>, or <c>*</c> for any. Default none.</summary>
    public string[] AllowedOrigins { get; set; } = [];
}

internal static class CrossOrigin
{
    private const string Any = "*";

    public static void AddCrossOrigin(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CorsOptions>().BindConfiguration("LlmRec:Cors");
        builder.Services.AddCors();
    }

    /// <exception cref="ConfigurationException">An allowed origin is none.</exception>
    public static void UseCrossOrigin(this WebApplication app)
    {
        var origins = app.Services.GetRequiredService<IOptions<CorsOptions>>().Value.AllowedOrigins;
        if (origins.FirstOrDefault(o => !IsOrigin(o)) is { } wrong)
        {
            throw new ConfigurationException($"Cors:AllowedOrigins holds '{wrong}', which is no origin: write scheme, host and port alone, such as https://shop.example, or {Any} for any.");
        }

        if (origins.Length > 0)
        {
            // Never with cookies: the key is what counts, and a page has to hold it.
            app.UseCors(policy => policy.WithOrigins(origins).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders("X-Request-Id", "Retry-After", "Location"));
        }
    }

    /// <summary>Whether pages of an origin may call.</summary>
    public static bool Allows(CorsOptions options, string origin) => options.AllowedOrigins.Any(o => o == Any || o.Equals(origin, StringComparison.OrdinalIgnoreCase));

    private static bool IsOrigin(string origin) => origin == Any
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase));
}
