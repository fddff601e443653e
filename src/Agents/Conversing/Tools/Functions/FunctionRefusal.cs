namespace LlmRec.Agents.Conversing.Tools.Functions;

/// <summary>A function can't do what it was called for; the message goes to the model, which may try again.</summary>
/// <param name="message">What is wrong, and what to do instead.</param>
internal sealed class FunctionRefusal(string message) : Exception(message);
