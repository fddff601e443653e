using LlmRec.Recommending.Composition;
using LlmRec.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Bench;

/// <summary>The service's rooms in this process.</summary>
internal static class Service
{
    public const string DefaultEncoder = "models/encoders/use-lite";

    public static async Task<ServiceProvider> OpenAsync(
        string storePath, string encoder = DefaultEncoder, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? change = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["LlmRec:Store"] = $"sqlite:{storePath}",
            ["LlmRec:Encoder:Path"] = Path.Combine(BenchRun.Root, encoder),
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddLlmRec(configuration);
        change?.Invoke(services);
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Store>().OpenAsync();
        return provider;
    }
}
