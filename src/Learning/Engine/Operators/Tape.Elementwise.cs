namespace LlmRec.Learning.Engine.Graphs;

/// <summary>Sums, differences and products element by element, with broadcasting as in NumPy.</summary>
internal sealed partial class Tape
{
    /// <summary>a + b.</summary>
    public Tensor Add(Tensor a, Tensor b) => Record(
        _graph.Add(a.Value, b.Value), Broadcast("Add", a, b), new(a, g => SumTo(g, a.Shape)), new(b, g => SumTo(g, b.Shape)));

    /// <summary>a − b.</summary>
    public Tensor Subtract(Tensor a, Tensor b) => Record(
        _graph.Sub(a.Value, b.Value), Broadcast("Subtract", a, b), new(a, g => SumTo(g, a.Shape)), new(b, g => SumTo(Scale(g, -1), b.Shape)));

    /// <summary>a · b.</summary>
    public Tensor Multiply(Tensor a, Tensor b) => Record(
        _graph.Mul(a.Value, b.Value),
        Broadcast("Multiply", a, b),
        new(a, g => SumTo(Multiply(g, b), a.Shape)),
        new(b, g => SumTo(Multiply(g, a), b.Shape)));

    /// <summary>x times a number.</summary>
    public Tensor Scale(Tensor x, float by) => Record(
        _graph.Mul(x.Value, _graph.Constant("factor", [by], 1)), x.Shape, new Parent(x, g => Scale(g, by)));

    /// <summary>x plus a number.</summary>
    public Tensor Shift(Tensor x, float by) => Record(
        _graph.Add(x.Value, _graph.Constant("summand", [by], 1)), x.Shape, new Parent(x, g => g));

    /// <summary>Adds up what was broadcast: the gradient of a value from the gradient of what it was spread over.</summary>
    private Tensor SumTo(Tensor g, int[] shape)
    {
        if (g.Shape.AsSpan().SequenceEqual(shape))
        {
            return g;
        }

        var lead = g.Shape.Length - shape.Length;
        var axes = Enumerable.Range(0, g.Shape.Length)
            .Where(axis => axis < lead || shape[axis - lead] != g.Shape[axis]).Select(axis => (long)axis).ToArray();
        var summed = _graph.ReduceSum(g.Value, axes);
        return new(_graph.Reshape(summed, Array.ConvertAll(shape, d => (long)d)), shape, learns: false);
    }

    private static int[] Broadcast(string op, Tensor a, Tensor b)
    {
        var shape = new int[Math.Max(a.Shape.Length, b.Shape.Length)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var (x, y) = (i <= a.Shape.Length ? a.Shape[^i] : 1, i <= b.Shape.Length ? b.Shape[^i] : 1);
            shape[^i] = x == y || y == 1 ? x : x == 1 ? y : throw Misfit(op, a, b);
        }

        return shape;
    }
}
