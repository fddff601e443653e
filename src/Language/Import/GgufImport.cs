using LlmRec.Language.Gguf;

namespace LlmRec.Language.Import;

/// <summary>
/// Makes a folder for ONNX Runtime GenAI of a GGUF file: the graph with its weights, the tokenizer, the chat template. The
/// folder appears whole or not at all.
/// </summary>
public static class GgufImport
{
    // Longer contexts only cost memory for tables of angles; what is asked here is short.
    private const int MostPositions = 8_192;

    /// <summary>Imports a file.</summary>
    /// <param name="path">The GGUF file.</param>
    /// <param name="folder">The folder to make; it must not exist.</param>
    /// <param name="storage">How weights are stored.</param>
    /// <param name="progress">Told layers written, and layers in all.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left behind.</param>
    /// <exception cref="GgufException">The file can't be imported, or the folder exists; the message says what to do.</exception>
    public static void Run(string path, string folder, WeightStorage storage, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
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

        var layers = progress is null ? null : new Layers(progress, shape.Layers);
        var content = new GenAiFolder
        {
            Shape = shape,
            Storage = storage,
            Positions = positions,
            Tokenizer = tokenizer,
            TokenizerConfiguration = configuration,
            Configuration = description,
        };
        try
        {
            content.Write(folder, new GgufWeights(file, shape), layers, cancellationToken);
        }
        catch (IOException e)
        {
            throw new GgufException(e.Message, e);
        }
    }

    private static void Check(GgufFile file, DecoderShape shape, WeightStorage storage)
    {
        if (GenAiFolder.Misfit(shape, storage, file.Tensors.Values.Sum(t => (long)t.Rows * t.Columns)) is { } misfit)
        {
            throw new GgufException($"{file.Path}: {misfit}");
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

    private sealed class Layers(IProgress<(int Done, int Total)> progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report((value, total));
    }
}
