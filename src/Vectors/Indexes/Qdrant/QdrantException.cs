namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>Qdrant did not do what it was asked. The message says which server, what it was asked, and why not.</summary>
public sealed class QdrantException : Exception
{
    /// <param name="message">What went wrong.</param>
    /// <param name="status">The HTTP status; 0 when there was no answer, or none that can be read.</param>
    /// <param name="innerException">The cause.</param>
    public QdrantException(string message, int status = 0, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>The HTTP status; 0 when there was no answer, or none that can be read.</summary>
    public int Status { get; }

    /// <summary>Whether another attempt may succeed: no answer, nonsense, or a fault of the server's own.</summary>
    public bool IsPassing => Status is 0 or 408 or 429 or >= 500;
}
