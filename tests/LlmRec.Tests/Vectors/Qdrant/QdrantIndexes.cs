using LlmRec.Storage;
using LlmRec.Vectors.Indexes.Qdrant;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>Makes indexes over a server.</summary>
internal static class QdrantIndexes
{
    /// <summary>Options that fail at once and wait as long as it takes: what happens is then the test's doing.</summary>
    public static QdrantOptions Patient => new() { FollowWaitMs = 600_000, FollowRetryMs = 0, WriteRetries = 0, SearchRetries = 0, BreakAfterFailures = 1_000, SearchTimeoutMs = 60_000 };

    public static QdrantIndex On(VectorWorld world, params Uri[] nodes) => On(world, null, null, nodes);

    public static QdrantIndex On(VectorWorld world, QdrantOptions? options, TimeProvider? time, params Uri[] nodes) =>
        On(world.Store, world.Definition, OwnerKind.Item, options, time, nodes);

    public static QdrantIndex On(Store store, SpaceDefinition definition, OwnerKind kind, QdrantOptions? options, TimeProvider? time, params Uri[] nodes) =>
        QdrantIndex.Create(nodes, options ?? Patient, store, new(store), new(store), definition, kind, time ?? TimeProvider.System, NullLogger.Instance);
}
