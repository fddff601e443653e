using LlmRec.Storage;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Indexes.Embedded;
using LlmRec.Vectors.Indexes.Qdrant;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmRec.Vectors;

/// <summary>Which index serves vectors. Bound from the configuration's root section.</summary>
public sealed class VectorsOptions
{
    /// <summary><c>embedded</c>, the default; or <c>qdrant:URL</c>, with several nodes of a cluster <c>qdrant:URL,URL</c>.</summary>
    public string Vectors { get; set; } = "embedded";
}

/// <summary>Registers this room.</summary>
public static class VectorsServices
{
    /// <summary>Adds spaces, stored vectors, the items' index, and by the key <see cref="OwnerKind.User"/> that of the users. A <see cref="SpaceDefinition"/> must be registered by whoever owns the encoder.</summary>
    public static IServiceCollection AddVectors(this IServiceCollection services)
    {
        services.AddOptions<VectorsOptions>().Validate(
            options => options.Vectors == "embedded" || QdrantAddress.TryParse(options.Vectors, out _),
            "LlmRec:Vectors must be 'embedded' or 'qdrant:URL', for example 'qdrant:http://localhost:6333'; several nodes of a cluster are separated by commas.");
        services.AddOptions<EmbeddedOptions>().ValidateDataAnnotations();
        services.AddOptions<QdrantOptions>().ValidateDataAnnotations();
        services.AddSingleton(VectorsSchema.Part);
        services.AddSingleton<VectorSpaces>();
        services.AddSingleton<VectorStore>();
        services.AddSingleton(provider => IndexOf(OwnerKind.Item, provider));
        services.AddKeyedSingleton(OwnerKind.User, (provider, _) => IndexOf(OwnerKind.User, provider));
        return services;
    }

    private static IVectorIndex IndexOf(OwnerKind kind, IServiceProvider provider)
    {
        var spaces = provider.GetRequiredService<VectorSpaces>();
        var vectors = provider.GetRequiredService<VectorStore>();
        var definition = provider.GetRequiredService<SpaceDefinition>();
        return QdrantAddress.TryParse(provider.GetRequiredService<IOptions<VectorsOptions>>().Value.Vectors, out var nodes)
            ? QdrantIndex.Create(
                nodes,
                provider.GetRequiredService<IOptions<QdrantOptions>>().Value,
                provider.GetRequiredService<Store>(),
                spaces,
                vectors,
                definition,
                kind,
                provider.GetService<TimeProvider>() ?? TimeProvider.System,
                provider.GetRequiredService<ILoggerFactory>().CreateLogger<QdrantIndex>())
            : new EmbeddedIndex(spaces, vectors, definition, kind, provider.GetRequiredService<IOptions<EmbeddedOptions>>().Value);
    }
}
