using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmRec.Language.Gguf;
using LlmRec.Onnx.Graphs;

namespace LlmRec.Language.Import;

/// <summary>
/// Makes a folder for ONNX Runtime GenAI of a GGUF file: the graph with its weights, the tokenizer, the chat template. The
/// folder appears whole or not at all.
/// </summary>
public static class GgufImport
{
    // Longer contexts only cost memory for tables of angles; what is asked here is short.
    private const int MostPositions = 8_192;

    // The largest message that the ONNX format can hold in one file.
    private const long LargestModel = int.MaxValue;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Imports a file.</summary>
    /// <param name="path">The GGUF file.</param>
    /// <param name="folder">The folder to make; it must not exist.</param>
    /// <param name="storage">How weights are stored.</param>
    /// <param name="progress">Told layers written, and layers in all.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left behind.</param>
    /// <exception cref="GgufException">The file can't be imported, or the folder exists; the message says what to do.</exception>
    public static void Run(string path, string folder, WeightStorage storage, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(folder);
        if (Path.Exists(target))
        {
            throw new GgufException($"{target} exists already. Name another folder, or remove it first.");
        }

        using var file = GgufFile.Open(path);
        var shape = DecoderShape.Of(file);
        Check(file, shape, storage);
        var positions = Math.Min(shape.Context, MostPositions);
        var tokenizer = TokenizerFile.Tokenizer(file);
        var configuration = TokenizerFile.Configuration(file);
        var ends = EndTokens(file, shape);
        var description = GenAiConfiguration.Of(
            shape, positions, ends, SpecialToken(file, shape, "bos") ?? ends[0], SpecialToken(file, shape, "padding") ?? ends[0]);
        if (string.IsNullOrWhiteSpace((string?)configuration["chat_template"]))
        {
            throw new GgufException($"{file.Path} has no chat template: it is a base model, not one that was taught to answer. Take the instruct version of it.");
        }

        var partial = $"{target}.{Guid.NewGuid():N}.partial";
        try
        {
            Directory.CreateDirectory(partial);
            var layers = progress is null ? null : new Layers(progress, shape.Layers);
            var model = new DecoderGraph(shape, storage, positions).Write(new GgufWeights(file, shape), layers, cancellationToken);
            File.WriteAllBytes(Path.Combine(partial, "model.onnx"), model);
            Write(partial, "tokenizer.json", tokenizer);
            Write(partial, "tokenizer_config.json", configuration);
            Write(partial, "genai_config.json", description);
            cancellationToken.ThrowIfCancellationRequested();
            Directory.Move(partial, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GgufException($"{target} can't be written: {e.Message} Free some space or name another folder.", e);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static void Check(GgufFile file, DecoderShape shape, WeightStorage storage)
    {
        if (storage == WeightStorage.Int8 && (shape.Width % Int8Matrix.Block != 0 || shape.Hidden % Int8Matrix.Block != 0 || shape.QueryWidth % Int8Matrix.Block != 0))
        {
            throw new GgufException($"{file.Path}: int8 weights need widths that are multiples of {Int8Matrix.Block}; they are {shape.Width}, {shape.Hidden} and {shape.QueryWidth}. Import it with --weights fp32.");
        }

        var numbers = file.Tensors.Values.Sum(t => (long)t.Rows * t.Columns);
        var bytes = storage == WeightStorage.Int8 ? numbers * 36 / 32 : numbers * 4;
        if (bytes > LargestModel - (1 << 26))
        {
            throw new GgufException(
                $"{file.Path} has {numbers:n0} weights, {bytes / 1e9:0.0} GB as {storage}; a model file holds up to 2 GB. {(storage == WeightStorage.Fp32 ? "Import it with --weights int8, or take" : "Take")} a smaller model.");
        }

        if (file.Get<object[]>("tokenizer.ggml.tokens").Length is var tokens && tokens != shape.Vocabulary)
        {
            throw new GgufException($"{file.Path} names {tokens:n0} tokens where its table has {shape.Vocabulary:n0} rows: the tokenizer is that of another model.");
        }
    }

    private static int[] EndTokens(GgufFile file, DecoderShape shape)
    {
        int[] ends = [.. new[] { SpecialToken(file, shape, "eos"), SpecialToken(file, shape, "eot") }.OfType<int>().Distinct()];
        return ends.Length > 0 ? ends : throw new GgufException($"{file.Path} names no end token; a text would never end.");
    }

    private static int? SpecialToken(GgufFile file, DecoderShape shape, string name) => file.Get($"tokenizer.ggml.{name}_token_id", -1L) switch
    {
        < 0 or uint.MaxValue => null,
        var id when id < shape.Vocabulary => (int)id,
        var id => throw new GgufException($"{file.Path} names {id:n0} as its {name} token, beyond its {shape.Vocabulary:n0} tokens: the tokenizer is that of another model."),
    };

    private static void Write(string folder, string name, JsonObject content) =>
        File.WriteAllText(Path.Combine(folder, name), content.ToJsonString(Indented));

    private sealed class Layers(IProgress<(int Done, int Total)> progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report((value, total));
    }
}
