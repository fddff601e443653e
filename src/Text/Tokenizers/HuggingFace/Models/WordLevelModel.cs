using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Models;

/// <summary>Every piece is a token, or unknown.</summary>
internal sealed class WordLevelModel : IWordModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly int _unknown;

    private WordLevelModel(Dictionary<string, int> vocabulary, int unknown)
    {
        _vocabulary = vocabulary;
        _unknown = unknown;
    }

    /// <summary>Reads the model.</summary>
    /// <exception cref="JsonException">Something is missing.</exception>
    public static WordLevelModel Read(JsonElement model)
    {
        var vocabulary = model.Vocabulary();
        var unknown = model.RequiredText("unk_token");
        return new(vocabulary, vocabulary.TryGetValue(unknown, out var id) ? id : throw new JsonException($"the unk_token \"{unknown}\" is not in the vocabulary"));
    }

    /// <inheritdoc/>
    public void Tokenize(string piece, List<int> ids) => ids.Add(_vocabulary.GetValueOrDefault(piece, _unknown));

    /// <inheritdoc/>
    public int? IdOf(string token) => _vocabulary.TryGetValue(token, out var id) ? id : null;
}
