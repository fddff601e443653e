using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Models;

/// <summary>Reads the model of a <c>tokenizer.json</c>.</summary>
internal static class ModelReader
{
    /// <summary>Reads the model.</summary>
    /// <exception cref="JsonException">It is of an unknown type or damaged.</exception>
    public static IWordModel Read(JsonElement model) => TypeOf(model) switch
    {
        "BPE" => BytePairModel.Read(model),
        "Unigram" => UnigramModel.Read(model),
        "WordLevel" => WordLevelModel.Read(model),
        "WordPiece" => WordPieceModel.Read(model),
        var type => throw TokenizerJson.Unknown("model", type, "BPE", "Unigram", "WordLevel", "WordPiece"),
    };

    /// <summary>Files of early versions leave the type out.</summary>
    private static string TypeOf(JsonElement model) => model.OptionalText("type")
        ?? (model.Part("merges") is not null ? "BPE"
            : model.Part("max_input_chars_per_word") is not null ? "WordPiece"
            : model.Part("vocab") is { ValueKind: JsonValueKind.Array } ? "Unigram"
            : TokenizerJson.TypeOf(model, "model"));
}
