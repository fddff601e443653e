using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Indexes.Embedded;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Vectors;

/// <summary>Which index serves vectors. Bound from the configuration's root section.</summary>
public sealed class VectorsOptions
{
    /// <summary><c>embedded</c>, the default.</summary>
    public string Vectors { get; set; } = "embedded";
}

/// <summary>Registers this room.</summary>
public static class VectorsServices
{
    /// <summary>Adds spaces, stored vectors and the items' index. A <see cref="SpaceDefinition"/> must be registered by whoever owns the encoder.</summary>
    public static IServiceCollection AddVectors(this IServiceCollection services)
    {
        services.AddOptions<VectorsOptions>().Validate(
            options => options.Vectors == "embedded",
            "LlmRec:Vectors must be 'embedded'; 'qdrant:URL' is not built yet.");
        services.AddSingleton(VectorsSchema.Part);
        services.AddSingleton<VectorSpaces>();
        services.AddSingleton<VectorStore>();
        services.AddSingleton<IVectorIndex>(provider =>
        {
            _ = provider.GetRequiredService<IOptions<VectorsOptions>>().Value;
            return new EmbeddedIndex(
                provider.GetRequiredService<VectorSpaces>(), provider.GetRequiredService<VectorStore>(), provider.GetRequiredService<SpaceDefinition>(), OwnerKind.Item);
        });
        return services;
    }
}
