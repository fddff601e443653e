using LlmRec.Onnx;
using LlmRec.Onnx.Graphs;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Tests.Onnx;

public sealed class GraphBuilderTests
{
    private static readonly float[] Numbers = [1, 4, 9, -1, 0, 2];

    /// <summary>Each operator on x = [[1, 4, 9], [−1, 0, 2]].</summary>
    public static TheoryData<string, Func<GraphBuilder, GraphValue, GraphValue>, float[]> Operators() => new()
    {
        { "Add", (g, x) => g.Add(x, Row(g)), [2, 6, 12, 0, 2, 5] },
        { "Sub", (g, x) => g.Sub(x, Row(g)), [0, 2, 6, -2, -2, -1] },
        { "Mul", (g, x) => g.Mul(x, Row(g)), [1, 8, 27, -1, 0, 6] },
        { "Div", (g, x) => g.Div(x, Row(g)), [1, 2, 3, -1, 0, 2 / 3f] },
        { "Max", (g, x) => g.Max(x, Row(g)), [1, 4, 9, 1, 2, 3] },
        { "MatMul", (g, x) => g.MatMul(x, g.Constant("m", [1f, 10, 100], 3, 1)), [941, 199] },
        { "Gemm", (g, x) => g.Gemm(x, g.Constant("m", [1f, 10, 100], 3, 1), g.Constant("b", [0.5f], 1)), [941.5f, 199.5f] },
        { "Greater", (g, x) => g.Cast(g.Greater(x, Row(g)), ElementType.Float), [0, 1, 1, 0, 0, 0] },
        { "Relu", (g, x) => g.Relu(x), [1, 4, 9, 0, 0, 2] },
        { "Tanh", (g, x) => g.Tanh(x), [.. Numbers.Select(MathF.Tanh)] },
        { "Sqrt", (g, x) => g.Sqrt(g.Relu(x)), [1, 2, 3, 0, 0, MathF.Sqrt(2)] },
        { "Reciprocal", (g, x) => g.Reciprocal(g.Max(x, Row(g))), [1, 0.25f, 1 / 9f, 1, 0.5f, 1 / 3f] },
        { "Softmax", (g, x) => g.Softmax(g.Mul(x, g.Constant("zero", [0f])), 1), [1 / 3f, 1 / 3f, 1 / 3f, 1 / 3f, 1 / 3f, 1 / 3f] },
        { "ReduceMean", (g, x) => g.ReduceMean(x, 1), [14 / 3f, 1 / 3f] },
        { "ReduceSum", (g, x) => g.ReduceSum(x, 0, keep: false), [0, 4, 11] },
        { "Cast", (g, x) => g.Cast(g.Cast(g.Div(x, Row(g)), ElementType.Int64), ElementType.Float), [1, 2, 3, -1, 0, 0] },
        { "Reshape", (g, x) => g.Reshape(g.Reshape(x, 3, -1), g.Shape(x)), Numbers },
        { "Transpose", (g, x) => g.Transpose(x, 1, 0), [1, -1, 4, 0, 9, 2] },
        { "Split", (g, x) => g.Split(x, 0, 2)[1], [-1, 0, 2] },
        { "Concat", (g, x) => g.Concat(0, x, g.Unsqueeze(Row(g), 0)), [1, 4, 9, -1, 0, 2, 1, 2, 3] },
        { "Gather", (g, x) => g.Gather(x, g.Constant("at", [2L, 0], 2), 1), [9, 1, 2, -1] },
        { "Slice", (g, x) => g.Slice(x, g.Constant("from", [1L], 1), g.Constant("to", [3L], 1), 1), [4, 9, 0, 2] },
    };

    [Theory]
    [MemberData(nameof(Operators))]
    public void An_operator_computes_in_a_session_what_its_name_says(string name, Func<GraphBuilder, GraphValue, GraphValue> build, float[] expected)
    {
        var graph = new GraphBuilder(name);
        graph.Output(build(graph, graph.Input("x", ElementType.Float, "rows", 3)), "y");

        Assert.All(expected.Zip(Run(graph.Build(), [2, 3])), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    public static TheoryData<string, Action<GraphBuilder, GraphValue, GraphValue>> Misuses() => new()
    {
        { "Add", (g, x, n) => g.Add(x, n) },
        { "Gemm", (g, x, n) => g.Gemm(x, x, n) },
        { "Concat", (g, x, n) => g.Concat(0, x, n) },
        { "Relu", (g, _, n) => g.Relu(n) },
        { "Softmax", (g, _, n) => g.Softmax(n, 0) },
        { "ReduceMean", (g, _, n) => g.ReduceMean(n, 0) },
        { "Gather", (g, x, _) => g.Gather(x, x) },
        { "Reshape", (g, x, _) => g.Reshape(x, x) },
        { "Slice", (g, x, n) => g.Slice(x, n, x, 0) },
        { "c", (g, _, _) => g.Constant("c", [1f, 2], 3) },
        { "input", (g, _, _) => g.Input("input", ElementType.Float, 1.5) },
        { "Some", (g, x, _) => g.Op("Some", ElementType.Float, [x], ("attribute", 'c')) },
    };

    [Theory]
    [MemberData(nameof(Misuses))]
    public void What_does_not_fit_is_refused_while_the_graph_is_written_and_named(string named, Action<GraphBuilder, GraphValue, GraphValue> misuse)
    {
        var graph = new GraphBuilder("g");

        var fault = Assert.Throws<GraphException>(() => misuse(graph, graph.Input("x", ElementType.Float, 2), graph.Input("n", ElementType.Int64, 2)));

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_calls_give_the_same_bytes()
    {
        Assert.Equal(Deep(), Deep());
    }

    [Fact]
    public void Names_stay_unique_whatever_they_are_called()
    {
        var graph = new GraphBuilder("g");
        var x = graph.Input("Add_2", ElementType.Float, 2, 3);
        var sum = graph.Add(graph.Add(x, graph.Constant("Add_2:0", [1f])), graph.Constant("Add", [1f]));
        graph.Output(graph.Add(sum, graph.Constant("Add_2", [1f])), "y");

        Assert.Equal(Numbers.Select(n => n + 3), Run(graph.Build(), [2, 3], "Add_2"));
    }

    private static GraphValue Row(GraphBuilder graph) => graph.Constant("row", [1f, 2, 3], 3);

    private static byte[] Deep()
    {
        var graph = new GraphBuilder("g");
        var x = graph.Input("x", ElementType.Float, "rows", 3);
        for (var i = 0; i < 20; i++)
        {
            x = graph.Add(graph.Softmax(x, 1), Row(graph));
        }

        graph.Output(x, "y", "rows", 3);
        return graph.Build();
    }

    private static float[] Run(byte[] model, long[] shape, string input = "x")
    {
        using var session = new OnnxSessions(Options.Create(new OnnxOptions())).Open(model, "graph");
        using var value = OrtValue.CreateTensorValueFromMemory((float[])Numbers.Clone(), shape);
        using var options = new RunOptions();
        using var results = session.Run(options, [input], [value], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
