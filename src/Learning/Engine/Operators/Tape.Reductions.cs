namespace LlmRec.Learning.Engine.Graphs;

/// <summary>Many numbers become one.</summary>
internal sealed partial class Tape
{
    /// <summary>Sum along the last dimension, which stays with size 1.</summary>
    public Tensor SumRows(Tensor x) => Record(
        _graph.ReduceSum(x.Value, -1, keep: true), [.. x.Shape[..^1], 1], new Parent(x, g => Spread(g, x.Shape)));

    /// <summary>Sum of all numbers, [1].</summary>
    public Tensor SumAll(Tensor x)
    {
        var sum = _graph.ReduceSum(_graph.Reshape(x.Value, -1), 0, keep: true);
        return Record(sum, [1], new Parent(x, g => Spread(g, x.Shape)));
    }

    private Tensor Spread(Tensor g, int[] shape) => new(_graph.Expand(g.Value, Array.ConvertAll(shape, d => (long)d)), shape, learns: false);
}
