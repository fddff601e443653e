using LlmRec.Embedding.Backfill;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;
using LlmRec.Onnx;
using LlmRec.Storage.Jobs;
using LlmRec.Vectors.Spaces;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Embedding;

/// <summary>Registers this room.</summary>
public static class EmbeddingServices
{
    /// <summary>Adds the encoder, its space, the texts and the backfill.</summary>
    public static IServiceCollection AddEmbedding(this IServiceCollection services)
    {
        services.AddOptions<OnnxOptions>().ValidateDataAnnotations();
        services.AddOptions<EncoderOptions>().ValidateDataAnnotations();
        services.AddOptions<TextOptions>().ValidateDataAnnotations();
        services.AddSingleton<OnnxSessions>();
        services.AddSingleton(provider => EncoderFolder.Open(provider.GetRequiredService<IOptions<EncoderOptions>>().Value));
        services.AddSingleton(provider =>
        {
            var folder = provider.GetRequiredService<EncoderFolder>();
            return new SpaceDefinition(folder.Settings.Name, folder.Version, folder.Settings.Dimension);
        });
        services.AddSingleton<OnnxTextEncoder>();
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider => new SharingEncoder(
            provider.GetRequiredService<OnnxTextEncoder>(), provider.GetRequiredService<IOptions<EncoderOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<QueryEncoder>();
        services.AddSingleton<TokenCounter>();
        services.AddSingleton<MeasuredEncoder>();
        services.AddSingleton(provider => new UserEncoder(
            provider.GetRequiredService<UserSource>(), provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), provider.GetRequiredService<EncoderFolder>()));
        services.AddSingleton(provider => new ItemText(provider.GetRequiredService<IOptions<TextOptions>>().Value.Item));
        services.AddSingleton(provider => new UserText(provider.GetRequiredService<IOptions<TextOptions>>().Value.User));
        services.AddSingleton<BackfillService>();
        services.AddSingleton<BatchEmbedder>();
        services.AddSingleton<SpaceMean>();
        services.AddSingleton<ItemSource>();
        services.AddSingleton<UserSource>();
        services.AddSingleton<IJobHandler, BackfillHandler>();
        return services;
    }
}
