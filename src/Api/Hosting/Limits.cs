using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace LlmRec.Api.Hosting;

/// <summary>What a single request may ask of the service. Section <c>Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>Largest body in MiB, 1 to 10,240. Default 100. NDJSON streams are read as they come and count too.</summary>
    [Range(1, 10_240)]
    public int MaxBodyMb { get; set; } = 100;
}

internal static class Limits
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("LlmRec:Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            var limits = kestrel.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.MaxBodyMb * 1024L * 1024;
            // Long enough that an overlong query gets an answer that says so, not a closed connection.
            kestrel.Limits.MaxRequestLineSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
    }
}
