using System.Text.Json;
using LlmRec.Text.Tokenizers.HuggingFace.Models;
using LlmRec.Text.Tokenizers.HuggingFace.Normalizers;
using LlmRec.Text.Tokenizers.HuggingFace.PostProcessors;
using LlmRec.Text.Tokenizers.HuggingFace.PreTokenizers;

namespace LlmRec.Text.Tokenizers.HuggingFace;

/// <summary>
/// A tokenizer from Hugging Face's <c>tokenizer.json</c>: added tokens, normaliser, pre-tokenizer, model (WordPiece, Unigram,
/// BPE, WordLevel) and post-processor, with the same ids as the tokenizers library. A component of a type that isn't built
/// is refused by name. Safe for concurrent use.
/// </summary>
public sealed class HuggingFaceTokenizer : ITokenizer
{
    /// <summary>The kind, as <c>encoder.json</c> names it.</summary>
    public const string KindName = "huggingface";

    private readonly AddedTokens _added;
    private readonly Func<Piece, IEnumerable<Piece>> _preTokenize;
    private readonly IWordModel _model;
    private readonly SpecialTokens _special;
    private readonly bool _cutLeft;

    private HuggingFaceTokenizer(JsonElement root)
    {
        var normalize = NormalizerReader.Read(root.Part("normalizer"));
        _model = ModelReader.Read(root.Part("model") ?? throw new JsonException("the \"model\" is missing"));
        _added = AddedTokens.Read(root.Part("added_tokens"), normalize, _model.IdOf);
        _preTokenize = PreTokenizerReader.Read(root.Part("pre_tokenizer"));
        _special = PostProcessorReader.Read(root.Part("post_processor"));
        var truncation = root.Part("truncation");
        _cutLeft = truncation?.OptionalText("direction") == "Left";
        MaxTokens = truncation?.Number("max_length", 0) is > 0 and var max ? max : null;
        Padding = root.Part("padding") is { } padding
            ? new(padding.Number("pad_id", 0), padding.Number("pad_type_id", 0))
            : new(IdOf("[PAD]") ?? IdOf("<pad>") ?? 0, 0);
    }

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public TokenPadding Padding { get; }

    /// <summary>The length to which the file itself cuts texts; null where it does not.</summary>
    public int? MaxTokens { get; }

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <exception cref="JsonException">It is damaged, or has a component that isn't built; the message names it.</exception>
    /// <exception cref="InvalidOperationException">This process can't normalise Unicode.</exception>
    public static HuggingFaceTokenizer Load(Stream file)
    {
        UnicodeSupport.Check();
        using var document = JsonDocument.Parse(file);
        try
        {
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(document.RootElement)
                : throw new JsonException("the file is no object");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException($"the file is damaged: {e.Message}", e);
        }
    }

    /// <summary>The id of a token of the vocabulary; null for one that is not in it.</summary>
    public int? IdOf(string token) => _model.IdOf(token);

    /// <inheritdoc/>
    public int[] Encode(string text) => Encode(text, int.MaxValue).Ids;

    /// <inheritdoc/>
    public EncodedText Encode(string text, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 1);
        var room = Math.Max(0, maxTokens - _special.Count);
        var ids = new List<int>();
        foreach (var piece in Pieces(Characters.WellFormed(text)))
        {
            if (piece.Id >= 0)
            {
                ids.Add(piece.Id);
            }
            else
            {
                _model.Tokenize(piece.Text, ids);
            }

            // A megabyte is not divided to its end only to be cut.
            if (ids.Count >= room && !_cutLeft)
            {
                break;
            }
        }

        var cut = ids.Count <= room ? ids : _cutLeft ? ids[^room..] : ids[..room];
        return _special.Around([.. cut]);
    }

    private IEnumerable<Piece> Pieces(string text) => _added.Split(text).SelectMany(piece => piece.Id >= 0 ? [piece] : _preTokenize(piece));
}
