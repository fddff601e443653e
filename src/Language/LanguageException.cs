namespace LlmRec.Language;

/// <summary>A language model can't be loaded, or can't answer; the message says why and what to do.</summary>
public class LanguageException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="inner">The error underneath, if there is one.</param>
    public LanguageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>So many requests wait for the model that another one is not taken: come back later (429 for a host).</summary>
public sealed class QueueFullException : LanguageException
{
    /// <param name="waiting">How many wait.</param>
    /// <param name="retryAfter">When a place is likely to be free: whole seconds, at least one.</param>
    public QueueFullException(int waiting, TimeSpan retryAfter)
        : this($"{waiting} requests wait for the language model, and no more are taken.", retryAfter)
    {
    }

    /// <param name="message">Who takes no more.</param>
    /// <param name="retryAfter">When a place is likely to be free: whole seconds, at least one.</param>
    public QueueFullException(string message, TimeSpan retryAfter)
        : base($"{message} Try again in {retryAfter.TotalSeconds:0} s.") => RetryAfter = retryAfter;

    /// <summary>When a place is likely to be free.</summary>
    public TimeSpan RetryAfter { get; }
}

/// <summary>An answer took longer than a request may; what was written of it until then has been streamed.</summary>
public sealed class DeadlineException : LanguageException
{
    /// <param name="deadline">How long a request may take, waiting included.</param>
    /// <param name="inner">The error underneath, if there is one.</param>
    public DeadlineException(TimeSpan deadline, Exception? inner = null)
        : base($"The language model had not finished within {deadline.TotalSeconds:0.#} s (Llm:DeadlineSeconds, waiting included). Ask for less, or allow more time.", inner)
    {
    }
}
