using LlmRec.Onnx.Graphs;

namespace LlmRec.Learning.Engine.Graphs;

/// <summary>
/// The logarithm of softmax's denominator: cross-entropy is this minus the score of the target, so that no loss needs
/// one-hot targets. As log Σe^s = max s − log max softmax(s), which is exact and four times cheaper here than ReduceLogSumExp.
/// </summary>
internal sealed partial class Tape
{
    /// <summary>log Σ e^(h·e) over all rows e of a table, for each row h: the tied full softmax.</summary>
    /// <param name="hidden">[n, width].</param>
    /// <param name="table">[rows, width].</param>
    /// <returns>[n, 1].</returns>
    public Tensor LogPartition(Tensor hidden, Tensor table)
    {
        var scores = MatMul(hidden, table, transposeB: true);
        var (logs, softmax) = LogSum(scores);
        // The loss' weights are multiplied into the narrow side: one pass less over [n, rows] than the gradient of the scores.
        return Record(
            logs,
            [hidden.Shape[0], 1],
            new(hidden, g => Multiply(MatMul(softmax, table), g)),
            new(table, g => MatMul(softmax, Multiply(hidden, g), transposeA: true)));
    }

    /// <summary>log Σ e^s along the last dimension, which stays with size 1.</summary>
    public Tensor LogSumExp(Tensor scores)
    {
        var (logs, softmax) = LogSum(scores);
        return Record(logs, [.. scores.Shape[..^1], 1], new Parent(scores, g => Multiply(softmax, g)));
    }

    private (GraphValue Logs, Tensor Softmax) LogSum(Tensor scores)
    {
        var softmax = _graph.Softmax(scores.Value, scores.Shape.Length - 1);
        var logs = _graph.Sub(_graph.ReduceMax(scores.Value, -1), _graph.Log(_graph.ReduceMax(softmax, -1)));
        return (logs, new(softmax, scores.Shape, learns: false));
    }
}
