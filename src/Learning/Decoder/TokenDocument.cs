namespace LlmRec.Learning.Decoder;

/// <summary>A document to learn from.</summary>
/// <param name="Tokens">Its tokens, those that begin and end it included; at least two.</param>
/// <param name="LossFrom">The first token that is to be learned, 1 or more: what is before it is given, as a prompt is.</param>
public sealed record TokenDocument(int[] Tokens, int LossFrom = 1);
