using System.ComponentModel.DataAnnotations;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>How the index <c>qdrant</c> is used, where <c>Vectors</c> is <c>qdrant:URL</c>. Section <c>Qdrant</c>.</summary>
public sealed class QdrantOptions
{
    /// <summary>Sent as <c>api-key</c>; null (the default) for none. It must be allowed to make collections and aliases.</summary>
    public string? ApiKey { get; set; }

    /// <summary>What the names of collections and aliases start with. Default <c>llmrec</c>.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{1,60}$", ErrorMessage = "Qdrant:Prefix must be 1 to 60 letters, digits, hyphens and underscores.")]
    public string Prefix { get; set; } = "llmrec";

    /// <summary>Links of a vector in the HNSW graph, 4 to 128. Default 16: on 12,101 × 384 more brought nothing.</summary>
    [Range(4, 128)]
    public int M { get; set; } = 16;

    /// <summary>Neighbours looked at when a vector is added to the graph, 4 to 2,000. Default 100.</summary>
    [Range(4, 2_000)]
    public int EfConstruct { get; set; } = 100;

    /// <summary>Neighbours looked at in a search, 4 to 10,000. Default 128.</summary>
    [Range(4, 10_000)]
    public int Ef { get; set; } = 128;

    /// <summary>
    /// <c>int8</c>, the default, keeps one byte a number in memory and compares the best again exactly (recall@10 .9987 on
    /// 12,101 × 384, with the defaults here); <c>none</c> keeps four (.9993).
    /// </summary>
    [RegularExpression("^(int8|none)$", ErrorMessage = "Qdrant:Quantization must be int8 or none.")]
    public string Quantization { get; set; } = "int8";

    /// <summary>With <c>int8</c>, how many times the hits asked for are compared again exactly, 1 to 100. Default 2.</summary>
    [Range(1, 100)]
    public double Oversampling { get; set; } = 2;

    /// <summary>Shards of a new collection, 1 to 1,000; null (the default) for Qdrant's own choice: one a node.</summary>
    [Range(1, 1_000)]
    public int? ShardNumber { get; set; }

    /// <summary>Copies of a shard in a new collection, 1 to 100; null (the default) for Qdrant's: 1, which loses searches when a node is away.</summary>
    [Range(1, 100)]
    public int? ReplicationFactor { get; set; }

    /// <summary>Copies that must confirm a write, 1 to 100; null (the default) for Qdrant's: 1.</summary>
    [Range(1, 100)]
    public int? WriteConsistencyFactor { get; set; }

    /// <summary>Milliseconds for a search, 10 to 60,000; with one repetition it stays below <c>Pipeline:ChannelDeadlineMs</c>. Default 400.</summary>
    [Range(10, 60_000)]
    public int SearchTimeoutMs { get; set; } = 400;

    /// <summary>Milliseconds for a write, 100 to 600,000: a cluster that has lost a node takes 10 s to make a collection. Default 30,000.</summary>
    [Range(100, 600_000)]
    public int WriteTimeoutMs { get; set; } = 30_000;

    /// <summary>How often a search is repeated after a failure, 0 to 10. Default 1.</summary>
    [Range(0, 10)]
    public int SearchRetries { get; set; } = 1;

    /// <summary>How often a write, all of which may be repeated, is repeated after a failure, 0 to 20. Default 3.</summary>
    [Range(0, 20)]
    public int WriteRetries { get; set; } = 3;

    /// <summary>Failures within 30 s, half of all attempts at least, after which Qdrant is left alone for a while, 2 to 1,000. Default 5.</summary>
    [Range(2, 1_000)]
    public int BreakAfterFailures { get; set; } = 5;

    /// <summary>Milliseconds for which it is left alone, 500 to 600,000. Default 5,000.</summary>
    [Range(500, 600_000)]
    public int BreakMs { get; set; } = 5_000;

    /// <summary>Requests of this process at the same time, 1 to 1,000; others wait. Default 16.</summary>
    [Range(1, 1_000)]
    public int Concurrency { get; set; } = 16;

    /// <summary>Points in one write at most, 1 to 10,000; a write also ends at 4 MiB, far below the 32 MiB that Qdrant takes. Default 500.</summary>
    [Range(1, 10_000)]
    public int BatchPoints { get; set; } = 500;

    /// <summary>
    /// Milliseconds for which an answer waits until Qdrant has the latest changes, 0 to 600,000; after that it is made from
    /// what is there, says so, and the changes go on being brought over beside it. Below <c>Pipeline:ChannelDeadlineMs</c>,
    /// which ends every wait. Default 500.
    /// </summary>
    [Range(0, 600_000)]
    public int FollowWaitMs { get; set; } = 500;

    /// <summary>Milliseconds between attempts to bring changes over after one has failed, 0 to 600,000. Default 1,000.</summary>
    [Range(0, 600_000)]
    public int FollowRetryMs { get; set; } = 1_000;

    /// <summary>Seconds for which a rebuilt collection may be indexed before it replaces the one that serves, 0 to 86,400. Default 600.</summary>
    [Range(0, 86_400)]
    public int IndexingWaitSeconds { get; set; } = 600;

    /// <summary>Vectors kept in this process for evidence and diversity, 1,000 to 10,000,000. Default 20,000 (512 numbers each: 40 MB).</summary>
    [Range(1_000, 10_000_000)]
    public int CachedVectors { get; set; } = 20_000;
}
