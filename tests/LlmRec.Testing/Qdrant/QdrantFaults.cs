namespace LlmRec.Testing.Qdrant;

/// <summary>How a <see cref="QdrantServer"/> is told to fail, as the real one was seen to.</summary>
public sealed class QdrantFaults
{
    private int _nodesAway;

    /// <summary>
    /// How many of three nodes are away, 0 to 2. One: a collection without replicas answers reads and writes with 500, one
    /// whose writes need two replicas only writes; what reaches a living shard is applied all the same. Two: reads and
    /// writes answer 500, and what needs a majority — collections, indexes, aliases — answers 500 and takes effect when the
    /// nodes are back.
    /// </summary>
    public int NodesAway
    {
        get => _nodesAway;
        set
        {
            _nodesAway = value;
            NodesChanged?.Invoke();
        }
    }

    /// <summary>Whether collections say that their vector index is being built (<c>yellow</c>).</summary>
    public bool Indexing { get; set; }

    /// <summary>Time before every answer, the first byte included. A client that leaves ends it.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What is answered with status 200 instead of the truth; null for the truth.</summary>
    public string? Garbage { get; set; }

    /// <summary>Bytes of a body above which the connection breaks. 32 MiB as delivered.</summary>
    public long MostBytes { get; set; } = 32 << 20;

    /// <summary>Whether a request gets 500 before anything is done; null for none.</summary>
    public Func<QdrantRequest, bool>? Refuses { get; set; }

    /// <summary>Whether a request is carried out and answered with 500 all the same.</summary>
    public Func<QdrantRequest, bool>? RefusesAfterwards { get; set; }

    internal event Action? NodesChanged;
}

/// <summary>A request as a <see cref="QdrantServer"/> saw it.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path without the query.</param>
/// <param name="Query">Its query, with the question mark.</param>
/// <param name="Body">Its body.</param>
public sealed record QdrantRequest(string Method, string Path, string Query, string Body)
{
    /// <summary>Whether it changes anything.</summary>
    public bool IsWrite => Method is "PUT" or "PATCH" or "DELETE"
        || (Method == "POST" && (Path.EndsWith("/aliases", StringComparison.Ordinal) || Path.EndsWith("/delete", StringComparison.Ordinal)
            || Path.EndsWith("/payload", StringComparison.Ordinal) || Path.EndsWith("/clear", StringComparison.Ordinal) || Path.EndsWith("/points/batch", StringComparison.Ordinal)));
}
