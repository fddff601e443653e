namespace LlmRec.Learning.Engine.Graphs;

/// <summary>Softmax along the last dimension.</summary>
internal sealed partial class Tape
{
    /// <summary>e^x over its sum along the last dimension.</summary>
    public Tensor Softmax(Tensor x)
    {
        var p = new Tensor(_graph.Softmax(x.Value, x.Shape.Length - 1), x.Shape, learns: false);
        return Record(p.Value, x.Shape, new Parent(x, g =>
        {
            var weighted = Multiply(g, p);
            return Subtract(weighted, Multiply(p, SumRows(weighted)));
        }));
    }
}
