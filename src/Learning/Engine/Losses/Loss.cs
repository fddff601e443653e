using LlmRec.Learning.Engine.Graphs;

namespace LlmRec.Learning.Engine.Losses;

/// <summary>The losses; each gives one number, [1]. Weights come with the batch and hold the division by its size.</summary>
internal static class Loss
{
    /// <summary>Cross-entropy over all rows of a table (tied full softmax): items that follow, masked items, next tokens.</summary>
    /// <param name="tape">The network.</param>
    /// <param name="hidden">[n, width].</param>
    /// <param name="table">[rows, width].</param>
    /// <param name="ids">[n]: the number of each target's row.</param>
    /// <param name="targets">[n, width]: that row.</param>
    /// <param name="weights">[n, 1]; 0 for padding.</param>
    public static Tensor FullSoftmax(Tape tape, Tensor hidden, Tensor table, Tensor ids, Tensor targets, Tensor weights) =>
        CrossEntropy(tape, tape.LogPartition(hidden, table, ids), tape.SumRows(tape.Multiply(hidden, targets)), weights);

    /// <summary>
    /// Cross-entropy over the target and negatives shared by the batch, corrected for how often each is drawn (logQ:
    /// Bengio and Senécal, 2008; Yi et al., RecSys 2019, §3).
    /// </summary>
    /// <param name="tape">The network.</param>
    /// <param name="hidden">[n, width].</param>
    /// <param name="negatives">[k, width].</param>
    /// <param name="targets">[n, width].</param>
    /// <param name="negativeBias">[n, k]: −log of a negative's expected count, or very low where it is the target itself.</param>
    /// <param name="weights">[n, 1].</param>
    public static Tensor SampledSoftmax(Tape tape, Tensor hidden, Tensor negatives, Tensor targets, Tensor negativeBias, Tensor weights)
    {
        var target = tape.SumRows(tape.Multiply(hidden, targets));
        var others = tape.Add(tape.MatMul(hidden, negatives, transposeB: true), negativeBias);
        return CrossEntropy(tape, tape.LogSumExp(tape.Concat(1, target, others)), target, weights);
    }

    /// <summary>
    /// InfoNCE (van den Oord et al., 2018) with in-batch negatives, temperature and L2-normalised vectors: row i of a belongs
    /// to row i of b and to no other, but where the bias says so.
    /// </summary>
    /// <param name="tape">The network.</param>
    /// <param name="a">[n, width].</param>
    /// <param name="b">[n, width].</param>
    /// <param name="bias">[n, n]: logQ correction; very low where b's row is no negative.</param>
    /// <param name="weights">[n, 1].</param>
    /// <param name="temperature">By which cosines are divided.</param>
    public static Tensor InfoNce(Tape tape, Tensor a, Tensor b, Tensor bias, Tensor weights, float temperature)
    {
        var (unitA, unitB) = (tape.Normalise(a), tape.Normalise(b));
        var scores = tape.Add(tape.MatMul(unitA, unitB, transposeB: true, scale: 1 / temperature), bias);
        var own = tape.Scale(tape.SumRows(tape.Multiply(unitA, unitB)), 1 / temperature);
        return CrossEntropy(tape, tape.LogSumExp(scores), own, weights);
    }

    /// <summary>Weighted squared distance to what is to be reconstructed.</summary>
    /// <param name="tape">The network.</param>
    /// <param name="x">[n, width].</param>
    /// <param name="original">[n, width].</param>
    /// <param name="weights">[n, 1].</param>
    public static Tensor Reconstruction(Tape tape, Tensor x, Tensor original, Tensor weights)
    {
        var difference = tape.Subtract(x, original);
        return tape.SumAll(tape.Multiply(tape.SumRows(tape.Multiply(difference, difference)), weights));
    }

    private static Tensor CrossEntropy(Tape tape, Tensor logPartition, Tensor target, Tensor weights) =>
        tape.SumAll(tape.Multiply(tape.Subtract(logPartition, target), weights));
}
