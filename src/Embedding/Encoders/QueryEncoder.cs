using Microsoft.Extensions.AI;

namespace LlmRec.Embedding.Encoders;

/// <summary>Embeds what people ask for, with the prefix that the encoder was trained to see before queries.</summary>
public sealed class QueryEncoder
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _encoder;
    private readonly string _prefix;

    /// <param name="encoder">The encoder.</param>
    /// <param name="folder">Its folder, which names the prefix.</param>
    public QueryEncoder(IEmbeddingGenerator<string, Embedding<float>> encoder, EncoderFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _encoder = encoder;
        _prefix = folder.Settings.QueryPrefix;
    }

    /// <summary>The vectors of queries as the encoder made them, one each, in order.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EncodeAsync(IReadOnlyList<string> queries, CancellationToken cancellationToken) =>
        [.. (await _encoder.GenerateAsync(queries.Select(q => _prefix + q), cancellationToken: cancellationToken)).Select(e => e.Vector)];
}
