using LlmRec.Onnx;
using LlmRec.Text.Tokenizers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Embedding.Encoders;

/// <summary>
/// Embeds texts by an encoder folder. Texts are sorted by length into batches, so that little is padded, and the batches
/// run side by side on one session. A text's vector does not depend on the batch it is in. Safe for concurrent use.
/// </summary>
public sealed partial class OnnxTextEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly InferenceSession _session;
    private readonly ITokenizer _tokenizer;
    private readonly EncoderOptions _options;
    private readonly EncoderFolder _folder;
    private readonly ModelOutput _output;

    /// <summary>Opens the configured encoder.</summary>
    /// <exception cref="EncoderFolderException">The folder is not usable.</exception>
    /// <exception cref="OnnxModelException">The model can't be loaded.</exception>
    public OnnxTextEncoder(EncoderFolder folder, OnnxSessions sessions, IOptions<EncoderOptions> options, ILogger<OnnxTextEncoder>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(options);
        _folder = folder;
        _options = options.Value;
        _tokenizer = folder.Tokenizer;
        _session = sessions.Open(folder.ModelPath);
        _output = ModelOutput.Of(_session, folder);
        if (sessions.Remark is { } remark && logger is not null)
        {
            Log.Remark(logger, remark);
        }
    }

    /// <summary>The vectors' length.</summary>
    public int Dimension => _folder.Settings.Dimension;

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var tokens = values.Select(text => _tokenizer.Encode(text, _folder.Settings.MaxTokens)).ToArray();
        var vectors = new float[tokens.Length][];
        var parallelism = _options.Parallelism > 0 ? _options.Parallelism : Environment.ProcessorCount;
        await Parallel.ForEachAsync(
            Batches(tokens, parallelism),
            new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken },
            (batch, _) =>
            {
                Run(batch, tokens, vectors);
                return ValueTask.CompletedTask;
            });
        return [.. vectors.Select(v => new Embedding<float>(v) { ModelId = _folder.Settings.Name })];
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("llmrec", null, _folder.Settings.Name, Dimension)
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>Batches of indexes, texts of like length together, the longest first so that the last to end is short.</summary>
    private List<int[]> Batches(EncodedText[] tokens, int parallelism)
    {
        var order = Enumerable.Range(0, tokens.Length).OrderByDescending(i => tokens[i].Ids.Length).ToArray();
        var batches = new List<int[]>();
        var fairShare = Math.Max(1, (order.Length + parallelism - 1) / parallelism);
        for (var from = 0; from < order.Length; from += batches[^1].Length)
        {
            var longest = Math.Max(1, tokens[order[from]].Ids.Length);
            var size = Math.Clamp(_options.TokensPerBatch / longest, 1, Math.Min(fairShare, order.Length - from));
            batches.Add(order[from..(from + size)]);
        }

        return batches;
    }

    private void Run(int[] rows, EncodedText[] tokens, float[][] vectors)
    {
        var batch = new TokenBatch([.. rows.Select(row => tokens[row])], _tokenizer.Padding);
        var inputs = new List<OrtValue>(_output.Inputs.Count);
        try
        {
            inputs.AddRange(_output.Inputs.Select(input => batch.Input(input.Name, input.Type)));
            using var runOptions = new RunOptions();
            using var results = _session.Run(runOptions, [.. _output.Inputs.Select(input => input.Name)], inputs, [_output.Name]);
            var output = _output.Read(results[0]);
            for (var i = 0; i < rows.Length; i++)
            {
                vectors[rows[i]] = Vector(output, batch, i);
            }
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }

    private float[] Vector(ReadOnlySpan<float> output, TokenBatch batch, int row)
    {
        var vector = new float[Dimension];
        if (_folder.Settings.Pooling == Pooling.None)
        {
            output.Slice(row * Dimension, Dimension).CopyTo(vector);
        }
        else
        {
            var size = batch.Length * Dimension;
            Pooling.Apply(_folder.Settings.Pooling, output.Slice(row * size, size), batch.TokensOf(row), vector);
        }

        if (_folder.Settings.Normalise)
        {
            Pooling.Normalise(vector);
        }

        return vector;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Remark}")]
        public static partial void Remark(ILogger logger, string remark);
    }
}
