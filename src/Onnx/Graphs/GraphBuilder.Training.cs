namespace LlmRec.Onnx.Graphs;

/// <summary>Operators that networks in training need beside the common ones.</summary>
public sealed partial class GraphBuilder
{
    /// <summary>e to the power x.</summary>
    public GraphValue Exp(GraphValue x) => Unary("Exp", x);

    /// <summary>Natural logarithm.</summary>
    public GraphValue Log(GraphValue x) => Unary("Log", x);

    /// <summary>1 / (1 + e to the power −x).</summary>
    public GraphValue Sigmoid(GraphValue x) => Unary("Sigmoid", x);

    /// <summary>−1, 0 or 1.</summary>
    public GraphValue Sign(GraphValue x) => Unary("Sign", x);

    /// <summary>Sum of any number of values of one shape.</summary>
    public GraphValue Sum(params ReadOnlySpan<GraphValue> values)
    {
        foreach (var value in values)
        {
            Same("Sum", values[0], value);
        }

        return Op("Sum", Floats("Sum", values[0]), values);
    }

    /// <summary>
    /// Product of the last two dimensions of a and b, either of them transposed without a copy. ONNX Runtime's own operator:
    /// the standard ones transpose matrices only, or copy.
    /// </summary>
    public GraphValue FusedMatMul(GraphValue a, GraphValue b, bool transposeA, bool transposeB, float scale = 1)
    {
        Same("FusedMatMul", a, b);
        return Node(
            RuntimeDomain, "FusedMatMul", Floats("FusedMatMul", a), 1, [a, b],
            [("transA", transposeA ? 1 : 0), ("transB", transposeB ? 1 : 0), ("alpha", scale)])[0];
    }

    /// <summary>The value repeated to a larger shape.</summary>
    public GraphValue Expand(GraphValue x, params ReadOnlySpan<long> shape) => Op("Expand", x.Type, [x, Constant("shape", shape, shape.Length)]);

    /// <summary>Zeros put before and after, by dimension: all counts before, then all counts after.</summary>
    public GraphValue Pad(GraphValue x, params ReadOnlySpan<long> counts) => Op("Pad", x.Type, [x, Constant("pads", counts, counts.Length)]);

    /// <summary>From start to end (exclusive) along an axis.</summary>
    public GraphValue Slice(GraphValue x, long start, long end, int axis) =>
        Slice(x, Constant("start", [start], 1), Constant("end", [end], 1), axis);

    /// <summary>A copy of a table in which some rows are replaced.</summary>
    /// <param name="table">[rows, width].</param>
    /// <param name="rows">[n, 1]: different row numbers. Duplicates would race in ONNX Runtime.</param>
    /// <param name="values">[n, width].</param>
    public GraphValue ScatterRows(GraphValue table, GraphValue rows, GraphValue values)
    {
        Same("ScatterND", table, values);
        return Op("ScatterND", table.Type, [table, Integers("ScatterND", rows), values]);
    }

    /// <summary>A copy of a table with values added to some rows, which may come several times.</summary>
    /// <param name="table">[rows, width].</param>
    /// <param name="rows">[n, 1]: row numbers.</param>
    /// <param name="values">[n, width]; above some 200,000 numbers ONNX Runtime 1.29 loses sums on CPU without an error.</param>
    public GraphValue ScatterAddRows(GraphValue table, GraphValue rows, GraphValue values)
    {
        Same("ScatterND", table, values);
        return Op("ScatterND", Floats("ScatterND", table), [table, Integers("ScatterND", rows), values], ("reduction", "add"));
    }
}
