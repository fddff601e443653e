using LlmRec.Onnx;
using LlmRec.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Models;

/// <summary>
/// Matrix products by ONNX Runtime, several times faster than vector instructions written by hand. One thread a call;
/// calls from several threads run side by side.
/// </summary>
internal sealed class MatrixProduct : IDisposable
{
    private readonly InferenceSession _session;

    private MatrixProduct(InferenceSession session) => _session = session;

    /// <summary>A [m, k] × Bᵀ, where B is [n, k].</summary>
    public static MatrixProduct WithTransposed(OnnxSessions sessions)
    {
        var graph = new GraphBuilder("product");
        var a = graph.Input("a", ElementType.Float, "m", "k");
        var b = graph.Input("b", ElementType.Float, "n", "k");
        graph.Output(graph.Op("Gemm", ElementType.Float, [a, b], ("transB", 1)), "c", "m", "n");
        return new(sessions.Open(graph.Build(), "matrix product"));
    }

    /// <summary>C − A × Bᵀ.</summary>
    public static MatrixProduct Subtracting(OnnxSessions sessions)
    {
        var graph = new GraphBuilder("subtracted product");
        var a = graph.Input("a", ElementType.Float, "m", "k");
        var b = graph.Input("b", ElementType.Float, "n", "k");
        var c = graph.Input("c", ElementType.Float, "m", "n");
        graph.Output(graph.Op("Gemm", ElementType.Float, [a, b, c], ("transB", 1), ("alpha", -1f)), "d", "m", "n");
        return new(sessions.Open(graph.Build(), "subtracted matrix product"));
    }

    /// <summary>Computes; all row-major.</summary>
    /// <param name="result">Receives [m, n].</param>
    /// <param name="rows">m.</param>
    /// <param name="columns">n.</param>
    /// <param name="inner">k.</param>
    /// <param name="inputs">A [m, k], B [n, k] and, where it is subtracted from, C [m, n].</param>
    public void Run(Memory<float> result, int rows, int columns, int inner, params ReadOnlySpan<Memory<float>> inputs)
    {
        using var options = new RunOptions();
        long[][] shapes = [[rows, inner], [columns, inner], [rows, columns]];
        var values = new OrtValue[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            values[i] = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, inputs[i], shapes[i]);
        }

        using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, result, shapes[2]);
        try
        {
            _session.Run(options, _session.InputNames, values, _session.OutputNames, [output]);
        }
        finally
        {
            Array.ForEach(values, v => v.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
