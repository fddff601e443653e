using LlmRec.Onnx.Graphs;

namespace LlmRec.Models.UseLite;

/// <summary>How a model's matrices are stored.</summary>
public enum WeightStorage
{
    /// <summary>As they are.</summary>
    Fp32,

    /// <summary>Rounded to 16 bits; the runtime widens them once, when it loads the model.</summary>
    Fp16,

    /// <summary>In 8 bits by blocks of 32. A token's activations are quantised by blocks of its own, so that a vector does not depend on the batch.</summary>
    Int8,
}

/// <summary>Puts matrices into a graph as they are to be stored.</summary>
internal sealed class StoredWeights(GraphBuilder graph, WeightStorage storage)
{
    /// <summary>Rows of a table by number.</summary>
    public GraphValue Lookup(string name, float[] table, long[] shape, GraphValue rows)
    {
        if (storage != WeightStorage.Int8)
        {
            return graph.Gather(Matrix(name, table, shape), rows);
        }

        var quantised = Int8Matrix.Of(table);
        return graph.GatherInt8(
            graph.Constant(name, quantised.Bytes, shape), rows, graph.Constant($"{name}_scales", quantised.Scales, shape[0], shape[1] / Int8Matrix.Block), Int8Matrix.Block);
    }

    /// <summary>x × kernel + bias.</summary>
    public GraphValue Dense(GraphValue x, string name, float[] kernel, long[] shape, GraphValue bias)
    {
        var (inputs, outputs) = ((int)shape[0], (int)shape[1]);
        if (storage != WeightStorage.Int8)
        {
            return graph.Gemm(x, Matrix(name, kernel, shape), bias);
        }

        var quantised = Int8Matrix.Of(Transposed(kernel, inputs, outputs));
        long blocks = inputs / Int8Matrix.Block;
        var product = graph.MatMulInt8(
            x,
            graph.Constant(name, quantised.Bytes, outputs, blocks, Int8Matrix.Block),
            graph.Constant($"{name}_scales", quantised.Scales, outputs * blocks),
            outputs,
            inputs,
            Int8Matrix.Block);
        return graph.Add(product, bias);
    }

    private GraphValue Matrix(string name, float[] data, long[] shape) => storage == WeightStorage.Fp32
        ? graph.Constant(name, data, shape)
        : graph.Cast(graph.Constant(name, Array.ConvertAll(data, number => (Half)number), shape), ElementType.Float);

    private static float[] Transposed(float[] matrix, int rows, int columns)
    {
        var transposed = new float[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            transposed[(i % columns * rows) + (i / columns)] = matrix[i];
        }

        return transposed;
    }
}
