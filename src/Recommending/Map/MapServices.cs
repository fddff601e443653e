using LlmRec.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Recommending.Map;

/// <summary>Registers what makes and reads maps.</summary>
internal static class MapServices
{
    /// <summary>Adds the map of the catalogue.</summary>
    public static void AddMap(this IServiceCollection services)
    {
        services.AddSingleton(MapSchema.Part);
        services.AddSingleton<MapStore>();
        services.AddSingleton<MapReader>();
        services.AddSingleton<MapService>();
        services.AddSingleton<IJobHandler, MapHandler>();
    }
}
