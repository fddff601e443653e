using LlmRec.Onnx;
using LlmRec.Text.Tokenizers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Embedding.Encoders;

/// <summary>
/// Embeds texts by an encoder folder. Texts are sorted by length into batches, so that little is padded, and the batches
/// run side by side on one session. A text's vector does not depend on the batch it is in. Safe for concurrent use.
/// </summary>
public sealed class OnnxTextEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly InferenceSession _session;
    private readonly ITokenizer _tokenizer;
    private readonly EncoderOptions _options;
    private readonly EncoderFolder _folder;

    /// <summary>Opens the configured encoder.</summary>
    /// <exception cref="EncoderFolderException">The folder is not usable.</exception>
    /// <exception cref="OnnxModelException">The model can't be loaded.</exception>
    public OnnxTextEncoder(EncoderFolder folder, OnnxSessions sessions, IOptions<EncoderOptions> options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(options);
        _folder = folder;
        _options = options.Value;
        _tokenizer = folder.LoadTokenizer();
        _session = sessions.Open(folder.ModelPath);
        CheckGraph();
    }

    /// <summary>The vectors' length.</summary>
    public int Dimension => _folder.Settings.Dimension;

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var tokens = values.Select(Tokens).ToArray();
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

    private int[] Tokens(string text)
    {
        var ids = _tokenizer.Encode(text);
        return ids.Length > _folder.Settings.MaxTokens ? ids[.._folder.Settings.MaxTokens] : ids;
    }

    /// <summary>Batches of indexes, texts of like length together, the longest first so that the last to end is short.</summary>
    private List<int[]> Batches(int[][] tokens, int parallelism)
    {
        var order = Enumerable.Range(0, tokens.Length).OrderByDescending(i => tokens[i].Length).ToArray();
        var batches = new List<int[]>();
        var fairShare = Math.Max(1, (order.Length + parallelism - 1) / parallelism);
        for (var from = 0; from < order.Length; from += batches[^1].Length)
        {
            var longest = Math.Max(1, tokens[order[from]].Length);
            var size = Math.Clamp(_options.TokensPerBatch / longest, 1, Math.Min(fairShare, order.Length - from));
            batches.Add(order[from..(from + size)]);
        }

        return batches;
    }

    private void Run(int[] batch, int[][] tokens, float[][] vectors)
    {
        // A graph over no token at all is not defined everywhere: an empty text is one padding.
        var length = Math.Max(1, tokens[batch[0]].Length);
        var ids = new long[batch.Length * length];
        Array.Fill(ids, -1);
        for (var row = 0; row < batch.Length; row++)
        {
            var of = tokens[batch[row]];
            for (var i = 0; i < of.Length; i++)
            {
                ids[(row * length) + i] = of[i];
            }
        }

        using var input = OrtValue.CreateTensorValueFromMemory(ids, [batch.Length, length]);
        using var runOptions = new RunOptions();
        using var results = _session.Run(runOptions, [_session.InputNames[0]], [input], [_session.OutputNames[0]]);
        var output = results[0].GetTensorDataAsSpan<float>();
        for (var row = 0; row < batch.Length; row++)
        {
            vectors[batch[row]] = output.Slice(row * Dimension, Dimension).ToArray();
        }
    }

    private void CheckGraph()
    {
        var output = _session.OutputMetadata.First();
        var fits = _session.InputNames.Count == 1
            && _session.InputMetadata[_session.InputNames[0]].ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64
            && output.Value.Dimensions is [_, var dimension] && dimension == Dimension;
        if (!fits)
        {
            throw new EncoderFolderException(
                $"{_folder.ModelPath} must take one input of int64 [batch, length] and give float [batch, {Dimension}]; encoder.json and the model don't fit together.");
        }
    }
}
