using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRec.Onnx.Graphs;
using LlmRec.Text.Tokenizers.HuggingFace.BytePair;

namespace LlmRec.Language.Import;

/// <summary>A folder for ONNX Runtime GenAI: the graph with its weights, the tokenizer, the chat template.</summary>
internal sealed record GenAiFolder
{
    // The largest message that the ONNX format can hold in one file, less what is not weights.
    private const long LargestModel = int.MaxValue - (1 << 26);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The decoder's shape.</summary>
    public required DecoderShape Shape { get; init; }

    /// <summary>How weights are stored.</summary>
    public required WeightStorage Storage { get; init; }

    /// <summary>Tokens of prompt and answer together, at most.</summary>
    public required int Positions { get; init; }

    /// <summary>The content of <c>tokenizer.json</c>.</summary>
    public required BytePairFile Tokenizer { get; init; }

    /// <summary>The content of <c>tokenizer_config.json</c>, with the chat template.</summary>
    public required JsonObject TokenizerConfiguration { get; init; }

    /// <summary>The content of <c>genai_config.json</c>.</summary>
    public required JsonObject Configuration { get; init; }

    /// <summary>Why weights can't be stored so; null when they can.</summary>
    /// <param name="shape">The decoder's shape.</param>
    /// <param name="storage">How weights are to be stored.</param>
    /// <param name="weights">How many there are.</param>
    public static string? Misfit(DecoderShape shape, WeightStorage storage, long weights)
    {
        if (storage == WeightStorage.Int8 && (shape.Width % Int8Matrix.Block != 0 || shape.Hidden % Int8Matrix.Block != 0 || shape.QueryWidth % Int8Matrix.Block != 0))
        {
            return $"int8 weights need widths that are multiples of {Int8Matrix.Block}; they are {shape.Width}, {shape.Hidden} and {shape.QueryWidth}. Store them as fp32 (--weights fp32).";
        }

        var bytes = storage == WeightStorage.Int8 ? weights * 36 / 32 : weights * 4;
        return bytes <= LargestModel ? null : $"it has {weights:n0} weights, {bytes / 1e9:0.0} GB as {storage}; a model file holds up to 2 GB. {(storage == WeightStorage.Fp32 ? "Store them as int8 (--weights int8), or take" : "Take")} a smaller model.";
    }

    /// <summary>Writes the folder; it appears whole or not at all.</summary>
    /// <param name="folder">The folder to make.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="progress">Told the number of layers written.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left behind.</param>
    /// <exception cref="IOException">It exists, or can't be written; the message says what to do.</exception>
    public void Write(string folder, IDecoderWeights weights, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(folder);
        if (Path.Exists(target))
        {
            throw new IOException($"{target} exists already. Name another folder, or remove it first.");
        }

        var partial = $"{target}.{Guid.NewGuid():N}.partial";
        try
        {
            Directory.CreateDirectory(partial);
            File.WriteAllBytes(Path.Combine(partial, "model.onnx"), new DecoderGraph(Shape, Storage, Positions).Write(weights, progress, cancellationToken));
            Tokenizer.Save(Path.Combine(partial, "tokenizer.json"));
            File.WriteAllText(Path.Combine(partial, "tokenizer_config.json"), TokenizerConfiguration.ToJsonString(Indented));
            File.WriteAllText(Path.Combine(partial, "genai_config.json"), Configuration.ToJsonString(Indented));
            cancellationToken.ThrowIfCancellationRequested();
            Directory.Move(partial, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{target} can't be written: {e.Message} Free some space or name another folder.", e);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }
}
