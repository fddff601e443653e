using LlmRec.Catalog;
using LlmRec.Catalog.Interactions;
using LlmRec.Embedding;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;
using LlmRec.Onnx;
using LlmRec.Recommending.Demo;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Training;
using LlmRec.Storage;
using LlmRec.Vectors;
using LlmRec.Vectors.Indexes.Embedded;
using LlmRec.Vectors.Indexes.Qdrant;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LlmRec.Recommending.Composition;

/// <summary>Puts the rooms together for a host.</summary>
public static class LlmRecServices
{
    /// <summary>The configuration's root section.</summary>
    public const string Section = "LlmRec";

    /// <summary>Adds everything below the hosts, bound to the section <see cref="Section"/>. The host opens the store before use.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="hostOptions">Options classes that the host itself reads, by section.</param>
    /// <exception cref="ConfigurationException">A setting is unknown.</exception>
    public static IServiceCollection AddLlmRec(
        this IServiceCollection services, IConfiguration configuration, params IReadOnlyList<(string Section, Type Options)> hostOptions)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var root = configuration.GetSection(Section);
        SettingsCheck.Check(root,
        [
            ("", typeof(StoreOptions)),
            ("", typeof(VectorsOptions)),
            ("Embedded", typeof(EmbeddedOptions)),
            ("Qdrant", typeof(QdrantOptions)),
            ("Likes", typeof(LikeOptions)),
            ("Onnx", typeof(OnnxOptions)),
            ("Encoder", typeof(EncoderOptions)),
            ("Texts", typeof(TextOptions)),
            ("Pipeline", typeof(PipelineOptions)),
            ("Training", typeof(TrainingOptions)),
            ("", typeof(DemoOptions)),
            .. hostOptions,
        ]);
        services.Configure<StoreOptions>(root);
        services.Configure<VectorsOptions>(root);
        services.Configure<EmbeddedOptions>(root.GetSection("Embedded"));
        services.Configure<QdrantOptions>(root.GetSection("Qdrant"));
        services.Configure<LikeOptions>(root.GetSection("Likes"));
        services.Configure<OnnxOptions>(root.GetSection("Onnx"));
        services.Configure<EncoderOptions>(root.GetSection("Encoder"));
        services.Configure<TextOptions>(root.GetSection("Texts"));
        services.Configure<PipelineOptions>(root.GetSection("Pipeline"));
        services.Configure<TrainingOptions>(root.GetSection("Training"));
        services.Configure<DemoOptions>(root);
        return services.AddStorage().AddCatalog().AddVectors().AddEmbedding().AddRecommending();
    }
}
