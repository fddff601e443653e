using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace LlmRec.Api.Hosting;

/// <summary>What a single request, and a single caller, may ask of the service. Section <c>Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>Largest body in MiB, 1 to 10,240. Default 100. NDJSON streams are read as they come and count too.</summary>
    [Range(1, 10_240)]
    public int MaxBodyMb { get; set; } = 100;

    /// <summary>Requests a second of one key (or, without keys, of one address) on average, 1 to 1,000,000. Default 5,000.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 5_000;

    /// <summary>Requests of one key at once, before the average counts, 1 to 10,000,000. Default 10,000.</summary>
    [Range(1, 10_000_000)]
    public int Burst { get; set; } = 10_000;

    /// <summary>Seconds after which a request is given up, 1 to 3,600. Default 30. Uploads and event streams take as long as they take.</summary>
    [Range(1, 3_600)]
    public int RequestSeconds { get; set; } = 30;

    /// <summary>Bytes a second that a client must at least send of a body, after a grace of five seconds, 1 to 1,000,000. Default 240.</summary>
    [Range(1, 1_000_000)]
    public int MinBodyBytesPerSecond { get; set; } = 240;
}

internal static class Limits
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("LlmRec:Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            var limits = kestrel.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.MaxBodyMb * 1024L * 1024;
            kestrel.Limits.MinRequestBodyDataRate = new(limits.MinBodyBytesPerSecond, Grace);
            // Long enough that an overlong query gets an answer that says so, not a closed connection.
            kestrel.Limits.MaxRequestLineSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.AddRateLimits();
        builder.Services.AddTimeLimit();
    }
}
