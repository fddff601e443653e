using LlmRec.Learning.Engine.Graphs;

namespace LlmRec.Learning.Engine.Training;

/// <summary>What is trained, and on which batches. The loop, the optimiser and checkpoints are the engine's.</summary>
internal interface ITrainingTask
{
    /// <summary>Names model, settings and data: a checkpoint of another one is refused.</summary>
    string Fingerprint { get; }

    /// <summary>The values of parameters that are not trained.</summary>
    IReadOnlyDictionary<string, float[]> Frozen { get; }

    /// <summary>Writes the network of one shard of a batch.</summary>
    /// <returns>Its share of the loss, [1]; the shards' are added.</returns>
    Tensor Loss(Tape tape);

    /// <summary>Draws the batches of an epoch; of the same epoch always the same.</summary>
    /// <param name="epoch">From 0.</param>
    /// <returns>How many there are, at least 1.</returns>
    int StartEpoch(int epoch);

    /// <summary>Fills the inputs of a shard. Called from several threads.</summary>
    /// <param name="batch">The batch's number in the epoch, from 0.</param>
    /// <param name="shard">The shard's number in the batch, from 0.</param>
    /// <param name="run">Its inputs.</param>
    /// <returns>Tokens in it.</returns>
    int Fill(int batch, int shard, GraphRun run);

    /// <summary>How good weights are on validation data; higher is better. Null when there is none.</summary>
    double? Validate(Weights weights, CancellationToken cancellationToken);
}
