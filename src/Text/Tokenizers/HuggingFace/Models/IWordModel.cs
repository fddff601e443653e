namespace LlmRec.Text.Tokenizers.HuggingFace.Models;

/// <summary>Divides a piece of text into tokens of a vocabulary.</summary>
internal interface IWordModel
{
    /// <summary>Adds the ids of a piece's tokens.</summary>
    /// <param name="piece">The piece, never empty.</param>
    /// <param name="ids">Where to.</param>
    void Tokenize(string piece, List<int> ids);

    /// <summary>A token's id; null for one that is not in the vocabulary.</summary>
    int? IdOf(string token);
}
