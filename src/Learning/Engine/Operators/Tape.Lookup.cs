namespace LlmRec.Learning.Engine.Graphs;

/// <summary>
/// Rows by number. The gradient of a table is left as gradients of the rows that were looked up, and the host adds them up:
/// ONNX Runtime's scatter with addition silently loses sums above some 200,000 elements.
/// </summary>
internal sealed partial class Tape
{
    private readonly Dictionary<Tensor, (Tensor Table, Tensor Ids)> _lookups = new(ReferenceEqualityComparer.Instance);

    /// <summary>Rows of a table.</summary>
    /// <param name="table">[rows, width]: a parameter or a frozen tensor.</param>
    /// <param name="ids">[n]; a number may come twice.</param>
    /// <returns>[n, width].</returns>
    public Tensor Lookup(Tensor table, Tensor ids)
    {
        if (table.Parents.Count > 0 || table.Shape.Length != 2 || ids.Shape.Length != 1)
        {
            throw Misfit("Lookup (of a parameter or frozen table, by a list of numbers)", table, ids);
        }

        var rows = new Tensor(_graph.Gather(table.Value, ids.Value), [ids.Size, table.Width], table.Learns);
        if (table.Learns)
        {
            _learning.Add(rows);
            _lookups.Add(rows, (table, ids));
        }

        return rows;
    }

    /// <summary>Some rows of a value.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="ids">[n]: all different, or gradients are lost.</param>
    /// <returns>[n, width].</returns>
    public Tensor Select(Tensor x, Tensor ids) => Record(_graph.Gather(x.Value, ids.Value), [ids.Size, x.Width], new Parent(x, g =>
    {
        var zeros = _graph.Expand(_graph.Constant("zero", [0f], 1, 1), x.Shape[0], x.Width);
        return new(_graph.ScatterRows(zeros, _graph.Unsqueeze(ids.Value, 1), g.Value), x.Shape, learns: false);
    }));
}
