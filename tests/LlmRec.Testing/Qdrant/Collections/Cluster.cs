using LlmRec.Testing.Qdrant.Points;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Collections;

/// <summary>What a cluster of three does with nodes away, as recorded of a real one.</summary>
internal sealed class Cluster(QdrantFaults faults)
{
    private const string Unavailable = "Service internal error: Tonic status error: code: 'The service is currently unavailable', message: \"tcp connect error\"";

    private readonly List<Action> _pending = [];

    /// <summary>Reads that some shard cannot answer are refused.</summary>
    public void CheckRead(Collection collection, string? consistency)
    {
        if (faults.NodesAway > 0 && consistency == "all")
        {
            throw QdrantError.Internal("The replica set for shard 1 on peer 1 does not have enough active replicas");
        }

        if (faults.NodesAway > 1 || (faults.NodesAway == 1 && collection.Config.Replicas == 1))
        {
            throw QdrantError.Internal($"1 of 1 read operations failed:\n  {Unavailable}");
        }
    }

    /// <summary>Whether a write reaches a point.</summary>
    public bool Reaches(Collection collection, PointId id) => id.Shard(collection.Config.Shards) < collection.Config.Shards - LostShards(collection);

    /// <summary>After a write: 500 when it did not reach all shards, though it is applied on the others.</summary>
    public void CheckWritten(Collection collection)
    {
        if (LostShards(collection) is > 0 and var lost)
        {
            throw QdrantError.Internal($"{lost} out of {collection.Config.Shards} shards failed to apply operation. First error captured: {Unavailable}");
        }
    }

    /// <summary>Runs what needs a majority; without one it is kept until there is one, and answered with 500.</summary>
    public T Agreed<T>(Func<T> change, string? timeout)
    {
        if (faults.NodesAway < 2)
        {
            return change();
        }

        _pending.Add(() => change());
        throw QdrantError.Internal($"Waiting for consensus operation commit failed. Timeout set at: {timeout ?? "10"} seconds");
    }

    /// <summary>Nodes went or came back: what waited for a majority takes effect.</summary>
    public void NodesChanged()
    {
        if (faults.NodesAway >= 2)
        {
            return;
        }

        foreach (var change in _pending)
        {
            try
            {
                change();
            }
            catch (QdrantError)
            {
                // Whoever asked was told 500 long ago.
            }
        }

        _pending.Clear();
    }

    private int LostShards(Collection collection)
    {
        var (shards, replicas) = (collection.Config.Shards, collection.Config.Replicas);
        return faults.NodesAway switch
        {
            0 => 0,
            1 when replicas == 1 => 1,
            1 when collection.Config.WriteConsistency < 2 => 0,
            _ => Math.Max(1, shards - 1),
        };
    }
}
