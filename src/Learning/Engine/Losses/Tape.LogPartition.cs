namespace LlmRec.Learning.Engine.Graphs;

/// <summary>
/// The logarithm of softmax's denominator: cross-entropy is this minus the score of the target, so that no loss needs
/// one-hot targets. As s − log softmax(s) at one place of a row, which is four times cheaper here than ReduceLogSumExp.
/// </summary>
internal sealed partial class Tape
{
    /// <summary>What a probability counts at least, where its logarithm is taken: a loss is 87 at most.</summary>
    private const float LeastProbability = 1.2e-38f;

    /// <summary>log Σ e^(h·e) over all rows e of a table, for each row h: the tied full softmax.</summary>
    /// <param name="hidden">[n, width].</param>
    /// <param name="table">[rows, width].</param>
    /// <param name="targets">[n]: by row of hidden, the row of the table to take the logarithm at; too little comes out where that one is 87 below the largest.</param>
    /// <returns>[n, 1].</returns>
    public Tensor LogPartition(Tensor hidden, Tensor table, Tensor targets)
    {
        var scores = MatMul(hidden, table, transposeB: true).Value;
        var softmax = new Tensor(_graph.Softmax(scores, 1), [hidden.Shape[0], table.Shape[0]], learns: false);
        var at = _graph.Unsqueeze(targets.Value, 1);
        var probability = _graph.Max(_graph.GatherElements(softmax.Value, at), _graph.Constant("least probability", [LeastProbability], 1));
        // The loss' weights are multiplied into the narrow side: one pass less over [n, rows] than the gradient of the scores.
        return Record(
            _graph.Sub(_graph.GatherElements(scores, at), _graph.Log(probability)),
            [hidden.Shape[0], 1],
            new(hidden, g => Multiply(MatMul(softmax, table), g)),
            new(table, g => MatMul(softmax, Multiply(hidden, g), transposeA: true)));
    }

    /// <summary>log Σ e^s along the last dimension, which stays with size 1. Taken at the largest score, so it is exact.</summary>
    public Tensor LogSumExp(Tensor scores)
    {
        var softmax = new Tensor(_graph.Softmax(scores.Value, scores.Shape.Length - 1), scores.Shape, learns: false);
        var logs = _graph.Sub(_graph.ReduceMax(scores.Value, -1), _graph.Log(_graph.ReduceMax(softmax.Value, -1)));
        return Record(logs, [.. scores.Shape[..^1], 1], new Parent(scores, g => Multiply(softmax, g)));
    }
}
