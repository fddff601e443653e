namespace LlmRec.Learning.Engine.Graphs;

/// <summary>The same numbers in another arrangement.</summary>
internal sealed partial class Tape
{
    /// <summary>Another shape of the same size.</summary>
    public Tensor Reshape(Tensor x, params int[] shape)
    {
        var y = _graph.Reshape(x.Value, Array.ConvertAll(shape, d => (long)d));
        return x.Size == shape.Aggregate(1, (size, d) => size * d)
            ? Record(y, shape, new Parent(x, g => Reshape(g, x.Shape)))
            : throw Misfit($"Reshape to [{string.Join(", ", shape)}]", x);
    }

    /// <summary>Dimensions in another order.</summary>
    public Tensor Transpose(Tensor x, params int[] order)
    {
        var back = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            back[order[i]] = i;
        }

        return Record(
            _graph.Transpose(x.Value, Array.ConvertAll(order, d => (long)d)),
            Array.ConvertAll(order, d => x.Shape[d]),
            new Parent(x, g => Transpose(g, back)));
    }

    /// <summary>Values put together along an axis.</summary>
    public Tensor Concat(int axis, params Tensor[] values)
    {
        if (values.Length == 1)
        {
            return values[0];
        }

        var shape = (int[])values[0].Shape.Clone();
        shape[axis] = values.Sum(v => v.Shape[axis]);
        var parents = new List<Parent>();
        var from = 0;
        foreach (var value in values)
        {
            var (start, end) = (from, from + value.Shape[axis]);
            parents.Add(new(value, g => Slice(g, axis, start, end)));
            from = end;
        }

        return Record(_graph.Concat(axis, [.. values.Select(v => v.Value)]), shape, [.. parents]);
    }

    /// <summary>From start to end (exclusive) along an axis.</summary>
    public Tensor Slice(Tensor x, int axis, int start, int end)
    {
        var shape = (int[])x.Shape.Clone();
        shape[axis] = end - start;
        var pads = new long[2 * shape.Length];
        (pads[axis], pads[shape.Length + axis]) = (start, x.Shape[axis] - end);
        return Record(
            _graph.Slice(x.Value, start, end, axis), shape, new Parent(x, g => new(_graph.Pad(g.Value, pads), x.Shape, learns: false)));
    }
}
