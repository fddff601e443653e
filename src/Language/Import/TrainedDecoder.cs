using System.Text.Json.Nodes;
using LlmRec.Text.Tokenizers.HuggingFace.BytePair;

namespace LlmRec.Language.Import;

/// <summary>
/// A decoder as a training leaves it, in plain arrays: what trains it knows nothing of the runtime, and the runtime's folder
/// nothing of trainings. Whoever sees both hands the arrays over.
/// </summary>
public sealed record TrainedDecoder
{
    /// <summary>Its shape; <see cref="DecoderShape.Context"/> is the longest text in tokens, prompt and answer together.</summary>
    public required DecoderShape Shape { get; init; }

    /// <summary>
    /// Its weights by name, row-major: <c>embeddings</c> [vocabulary, width], which is the output layer too; for each layer i
    /// <c>layers.i.attention.</c>(<c>norm</c>, <c>query</c>, <c>key</c>, <c>value</c>, <c>out</c>) and <c>layers.i.feed_forward.</c>(<c>norm</c>,
    /// <c>gate</c>, <c>up</c>, <c>down</c>); <c>norm</c>. Matrices of layers are [from, to].
    /// </summary>
    public required IReadOnlyDictionary<string, float[]> Weights { get; init; }

    /// <summary>Its tokenizer, with as many tokens as the vocabulary of the shape.</summary>
    public required BytePairFile Tokenizer { get; init; }

    /// <summary>The special token that ends an answer.</summary>
    public required string EndToken { get; init; }

    /// <summary>The Jinja template that writes turns as the texts it was trained on.</summary>
    public required string ChatTemplate { get; init; }

    /// <summary>Makes a folder for ONNX Runtime GenAI.</summary>
    /// <param name="folder">The folder to make; it must not exist. It appears whole or not at all.</param>
    /// <param name="storage">How weights are stored.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left behind.</param>
    /// <exception cref="LanguageException">The parts don't fit together or can't be stored so, or the folder exists; the message says what to do.</exception>
    public void Export(string folder, WeightStorage storage, CancellationToken cancellationToken)
    {
        var end = Tokenizer.Added.Where(a => a.IsSpecial && Tokenizer.Tokens[a.Id] == EndToken).Select(a => a.Id).FirstOrDefault(-1);
        if (Fault(storage, end) is { } fault)
        {
            throw new LanguageException($"The decoder can't be exported: {fault}");
        }

        var content = new GenAiFolder
        {
            Shape = Shape,
            Storage = storage,
            Positions = Shape.Context,
            Tokenizer = Tokenizer,
            TokenizerConfiguration = new JsonObject
            {
                ["tokenizer_class"] = "GPT2Tokenizer",
                ["eos_token"] = EndToken,
                ["pad_token"] = EndToken,
                ["clean_up_tokenization_spaces"] = false,
                ["chat_template"] = ChatTemplate,
            },
            Configuration = GenAiConfiguration.Of(Shape, Shape.Context, [end], end, end),
        };
        try
        {
            content.Write(folder, new ArrayWeights(Weights, Shape), progress: null, cancellationToken);
        }
        catch (IOException e)
        {
            throw new LanguageException(e.Message, e);
        }
    }

    private string? Fault(WeightStorage storage, int end) => Shape.HeadSize % 16 != 0 || Shape.Heads % Shape.KeyValueHeads != 0
            ? $"it has {Shape.Heads} heads of {Shape.HeadSize} over {Shape.KeyValueHeads} key-value heads; the head size must be a multiple of 16 and the heads one of the key-value heads. Train one of another shape."
        : Tokenizer.Tokens.Count != Shape.Vocabulary
            ? $"its tokenizer has {Tokenizer.Tokens.Count:n0} tokens and the decoder {Shape.Vocabulary:n0}: they are not of one training."
        : end < 0 ? $"'{EndToken}', which is to end answers, is no special token of its tokenizer."
        : string.IsNullOrWhiteSpace(ChatTemplate) ? "it has no chat template, so nobody could talk to it."
        : GenAiFolder.Misfit(Shape, storage, Weights.Values.Sum(w => w.LongLength));
}
