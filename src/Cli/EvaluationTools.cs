using LlmRec.Catalog.Interactions;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;
using LlmRec.Evaluation.Datasets;
using LlmRec.Evaluation.Texts;
using LlmRec.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Cli;

/// <summary>What evaluations from a data folder work with.</summary>
internal sealed class EvaluationTools : IDisposable
{
    private readonly OnnxTextEncoder _encoder;

    /// <param name="services">The program's services.</param>
    /// <param name="encoder">The encoder's folder; null for the configured one.</param>
    /// <param name="cache">Where text vectors are kept; null for below the user's cache folder.</param>
    public EvaluationTools(IServiceProvider services, string? encoder, string? cache)
    {
        var folder = encoder is null ? services.GetRequiredService<EncoderFolder>() : EncoderFolder.Open(encoder);
        Sessions = services.GetRequiredService<OnnxSessions>();
        Text = services.GetRequiredService<ItemText>();
        Time = services.GetRequiredService<TimeProvider>();
        _encoder = new(folder, Sessions, services.GetRequiredService<IOptions<EncoderOptions>>());
        Reader = new(services.GetRequiredService<LikeRules>(), Time);
        Vectors = new(folder, _encoder, Text, new VectorCache(cache ?? VectorCache.DefaultFolder));
    }

    /// <summary>Opens graphs.</summary>
    public OnnxSessions Sessions { get; }

    /// <summary>The items' texts.</summary>
    public ItemText Text { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Reads data folders.</summary>
    public DatasetReader Reader { get; }

    /// <summary>Embeds.</summary>
    public ItemVectors Vectors { get; }

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();
}
