namespace LlmRec.Reclm.Corpus;

/// <summary>What the model is asked, and an answer that is right.</summary>
/// <param name="Kind">Its act, for tables: <c>explain</c>, <c>compare</c>, <c>ask</c> …</param>
/// <param name="Request">The user's turn.</param>
/// <param name="Text">The answer.</param>
internal sealed record Sample(string Kind, string Request, string Text);
