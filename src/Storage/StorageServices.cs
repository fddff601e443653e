using LlmRec.Storage.Jobs;
using LlmRec.Storage.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LlmRec.Storage;

/// <summary>Registers this room.</summary>
public static class StorageServices
{
    /// <summary>Adds the store and its jobs. Whoever hosts it calls <see cref="Store.OpenAsync"/> before anything else.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<StoreOptions>().ValidateDataAnnotations();
        services.AddSingleton(StorageSchema.Part);
        services.AddSingleton<Store>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobRunner>();
        return services;
    }
}
