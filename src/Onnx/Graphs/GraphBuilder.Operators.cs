namespace LlmRec.Onnx.Graphs;

/// <summary>The common operators, with their types checked while the graph is written instead of when it is loaded.</summary>
public sealed partial class GraphBuilder
{
    /// <summary>Element-wise sum, with broadcasting.</summary>
    public GraphValue Add(GraphValue a, GraphValue b) => Binary("Add", a, b);

    /// <summary>Element-wise difference, with broadcasting.</summary>
    public GraphValue Sub(GraphValue a, GraphValue b) => Binary("Sub", a, b);

    /// <summary>Element-wise product, with broadcasting.</summary>
    public GraphValue Mul(GraphValue a, GraphValue b) => Binary("Mul", a, b);

    /// <summary>Element-wise quotient, with broadcasting.</summary>
    public GraphValue Div(GraphValue a, GraphValue b) => Binary("Div", a, b);

    /// <summary>Element-wise maximum, with broadcasting.</summary>
    public GraphValue Max(GraphValue a, GraphValue b) => Binary("Max", a, b);

    /// <summary>Matrix product over the last two dimensions.</summary>
    public GraphValue MatMul(GraphValue a, GraphValue b) => Binary("MatMul", a, b);

    /// <summary>Whether a is greater than b, element-wise.</summary>
    public GraphValue Greater(GraphValue a, GraphValue b) => Binary("Greater", a, b, ElementType.Bool);

    /// <summary>a × b + c for matrices: [m, k] × [k, n] + [n].</summary>
    public GraphValue Gemm(GraphValue a, GraphValue b, GraphValue c)
    {
        Same("Gemm", a, b);
        Same("Gemm", a, c);
        return Op("Gemm", a.Type, [a, b, c]);
    }

    /// <summary>max(0, x).</summary>
    public GraphValue Relu(GraphValue x) => Unary("Relu", x);

    /// <summary>Hyperbolic tangent.</summary>
    public GraphValue Tanh(GraphValue x) => Unary("Tanh", x);

    /// <summary>Square root.</summary>
    public GraphValue Sqrt(GraphValue x) => Unary("Sqrt", x);

    /// <summary>1 / x.</summary>
    public GraphValue Reciprocal(GraphValue x) => Unary("Reciprocal", x);

    /// <summary>Softmax along an axis.</summary>
    public GraphValue Softmax(GraphValue x, int axis) => Op("Softmax", Floats("Softmax", x), [x], ("axis", axis));

    /// <summary>Mean along an axis, which stays with size 1.</summary>
    public GraphValue ReduceMean(GraphValue x, int axis) =>
        Op("ReduceMean", Floats("ReduceMean", x), [x], ("axes", (long[])[axis]), ("keepdims", 1));

    /// <summary>Largest value along an axis, which stays with size 1.</summary>
    public GraphValue ReduceMax(GraphValue x, int axis) =>
        Op("ReduceMax", x.Type, [x], ("axes", (long[])[axis]), ("keepdims", 1));

    /// <summary>Sum along several axes, which stay with size 1.</summary>
    public GraphValue ReduceSum(GraphValue x, ReadOnlySpan<long> axes) =>
        Op("ReduceSum", x.Type, [x, Constant("axes", axes, axes.Length)], ("keepdims", 1));

    /// <summary>Sum along an axis.</summary>
    public GraphValue ReduceSum(GraphValue x, int axis, bool keep) =>
        Op("ReduceSum", x.Type, [x, Constant("axis", [(long)axis], 1)], ("keepdims", keep ? 1 : 0));

    /// <summary>Another element type.</summary>
    public GraphValue Cast(GraphValue x, ElementType type) => Op("Cast", type, [x], ("to", type));

    /// <summary>Another shape; 0 keeps a dimension, −1 takes what is left.</summary>
    public GraphValue Reshape(GraphValue x, params ReadOnlySpan<long> shape) => Op("Reshape", x.Type, [x, Constant("shape", shape, shape.Length)]);

    /// <summary>Another shape, computed in the graph.</summary>
    public GraphValue Reshape(GraphValue x, GraphValue shape) => Op("Reshape", x.Type, [x, Integers("Reshape", shape)]);

    /// <summary>Dimensions in another order.</summary>
    public GraphValue Transpose(GraphValue x, params long[] order) => Op("Transpose", x.Type, [x], ("perm", order));

    /// <summary>Equal parts along an axis.</summary>
    public GraphValue[] Split(GraphValue x, int axis, int parts) => Op("Split", x.Type, parts, [x], ("axis", axis));

    /// <summary>The shape, as integers.</summary>
    public GraphValue Shape(GraphValue x) => Op("Shape", ElementType.Int64, [x]);

    /// <summary>Values put together along an axis.</summary>
    public GraphValue Concat(int axis, params ReadOnlySpan<GraphValue> values)
    {
        foreach (var value in values)
        {
            Same("Concat", values[0], value);
        }

        return Op("Concat", values[0].Type, values, ("axis", axis));
    }

    /// <summary>Rows of a table by number.</summary>
    public GraphValue Gather(GraphValue table, GraphValue indices, int axis = 0) => Op("Gather", table.Type, [table, Integers("Gather", indices)], ("axis", axis));

    /// <summary>Of each row the element at a place: x [n, columns], places [n, 1].</summary>
    public GraphValue GatherElements(GraphValue x, GraphValue places) => Op("GatherElements", x.Type, [x, Integers("GatherElements", places)], ("axis", 1));

    /// <summary>From start to end (exclusive) along an axis; both of shape [1].</summary>
    public GraphValue Slice(GraphValue x, GraphValue start, GraphValue end, int axis) =>
        Op("Slice", x.Type, [x, Integers("Slice", start), Integers("Slice", end), Constant("axes", [(long)axis], 1)]);

    /// <summary>A new dimension of size 1.</summary>
    public GraphValue Unsqueeze(GraphValue x, params ReadOnlySpan<long> axes) => Op("Unsqueeze", x.Type, [x, Constant("axes", axes, axes.Length)]);

    private GraphValue Unary(string op, GraphValue x) => Op(op, Floats(op, x), [x]);

    private GraphValue Binary(string op, GraphValue a, GraphValue b, ElementType? result = null)
    {
        Same(op, a, b);
        return Op(op, result ?? a.Type, [a, b]);
    }

    private static void Same(string op, GraphValue a, GraphValue b)
    {
        if (a.Type != b.Type)
        {
            throw new GraphException($"{op} takes values of one type; '{a.Name}' is {a.Type}, '{b.Name}' is {b.Type}.");
        }
    }

    private static ElementType Floats(string op, GraphValue x) =>
        x.Type == ElementType.Float ? x.Type : throw new GraphException($"{op} takes floats; '{x.Name}' is {x.Type}.");

    private static GraphValue Integers(string op, GraphValue x) =>
        x.Type is ElementType.Int64 or ElementType.Int32 ? x : throw new GraphException($"{op} takes integers there; '{x.Name}' is {x.Type}.");
}
