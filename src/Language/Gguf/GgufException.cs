namespace LlmRec.Language.Gguf;

/// <summary>A GGUF file can't be read or imported; the message says what is wrong with it and what to do.</summary>
public sealed class GgufException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="inner">The error underneath, if there is one.</param>
    public GgufException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
