namespace LlmRec.Text.Tokenizers.HuggingFace;

/// <summary>A part of a text on its way to tokens.</summary>
/// <param name="Text">What it says.</param>
/// <param name="AtStart">Whether the text begins with it: some tokenizers mark only that place.</param>
/// <param name="Id">The token that it is already, or −1.</param>
internal readonly record struct Piece(string Text, bool AtStart, int Id = -1);
