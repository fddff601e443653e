using LlmRec.Onnx.Graphs;

namespace LlmRec.Models.UseLite;

/// <summary>
/// Universal Sentence Encoder lite (Cer et al., 2018, the transformer variant of §3.1) as an ONNX graph: input
/// <c>input_ids</c> int64 [batch, length], length at most 128, padded with −1; output <c>embedding</c> float [batch, 512],
/// unit length. Laid out by hand for speed: dense layers on [batch·length, width], so that Gemm and Relu fuse; layer
/// norms in pieces, which ONNX Runtime's CPU kernels run faster than the fused operator.
/// </summary>
public sealed class UseLiteGraph
{
    private const int Heads = 4;
    private const int MaxTokens = 128;
    private const int EmbeddingWidth = 256;

    private readonly GraphBuilder _graph = new("use-lite");
    private readonly TensorFlowJsWeights _weights;
    private readonly StoredWeights _stored;

    private UseLiteGraph(TensorFlowJsWeights weights, WeightStorage storage)
    {
        _weights = weights;
        _stored = new(_graph, storage);
    }

    /// <summary>Builds the model.</summary>
    public static byte[] Build(TensorFlowJsWeights weights, WeightStorage storage) => new UseLiteGraph(weights, storage).Build();

    private byte[] Build()
    {
        var ids = _graph.Input("input_ids", ElementType.Int64, "batch", "length");
        var isToken = _graph.Cast(_graph.Greater(ids, _graph.Constant("padding", [-1L])), ElementType.Float);
        var mask = _graph.Unsqueeze(isToken, 2);
        var (shape, table) = _weights["module/Embeddings_en"];
        var embedded = _stored.Lookup("embeddings", table, shape, _graph.Max(ids, _graph.Constant("zero", [0L])));
        // The original adds the embeddings to themselves with the timing signal on them, not the signal alone.
        var timed = _graph.Mul(_graph.Add(embedded, _graph.Add(embedded, Timing(ids))), mask);

        var attentionBias = _graph.Unsqueeze(
            _graph.Mul(_graph.Sub(_graph.Constant("one", [1f]), isToken), _graph.Constant("minus_infinity", [-1e9f])), 1, 2);
        var x = _graph.Reshape(timed, -1, EmbeddingWidth);
        var widened = Dense(x, "Encode/Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat", "Encode/Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat");
        x = FeedForward(0, _graph.Add(Attention(0, x, EmbeddingWidth, ids, attentionBias), widened));
        x = FeedForward(1, _graph.Add(Attention(1, x, 512, ids, attentionBias), x));

        var perToken = _graph.Mul(_graph.Reshape(x, _graph.Concat(0, _graph.Shape(ids), _graph.Constant("width", [512L], 1))), mask);
        var count = _graph.Max(_graph.ReduceSum(isToken, 1, keep: true), _graph.Constant("at_least_one", [1f]));
        var mean = _graph.Div(_graph.ReduceSum(perToken, 1, keep: false), count);
        var hidden = _graph.Tanh(Dense(mean, "tanh_layer_0/weights", "tanh_layer_0/bias"));
        var squares = _graph.Max(_graph.ReduceSum(_graph.Mul(hidden, hidden), 1, keep: true), _graph.Constant("tiny", [1e-12f]));
        _graph.Output(_graph.Mul(hidden, _graph.Reciprocal(_graph.Sqrt(squares))), "embedding", "batch", 512);
        return _graph.Build();
    }

    /// <summary>sin and cos of position × frequency, [length, 256]; computed once here, cut to length in the graph.</summary>
    private GraphValue Timing(GraphValue ids)
    {
        var frequencies = _weights["AddTimingSignal/TimingSignal/ExpandDims_1"].Data;
        var table = new float[MaxTokens * EmbeddingWidth];
        for (var position = 0; position < MaxTokens; position++)
        {
            for (var i = 0; i < frequencies.Length; i++)
            {
                var angle = position * frequencies[i];
                table[(position * EmbeddingWidth) + i] = MathF.Sin(angle);
                table[(position * EmbeddingWidth) + frequencies.Length + i] = MathF.Cos(angle);
            }
        }

        var length = _graph.Slice(_graph.Shape(ids), _graph.Constant("from", [1L], 1), _graph.Constant("to", [2L], 1), 0);
        return _graph.Slice(_graph.Constant("timing", table, MaxTokens, EmbeddingWidth), _graph.Constant("first", [0L], 1), length, 0);
    }

    private GraphValue Attention(int layer, GraphValue x, int width, GraphValue ids, GraphValue bias)
    {
        var normed = Norm(x, $"Encode/Layer_{layer}/TransformerLayer/layer_prepostprocess/layer_norm/layer_norm");
        var prefix = $"Encode/Layer_{layer}/TransformerLayer/MultiheadAttention";
        var (shape, kernel) = _weights[$"{prefix}/qkv_transform_single/kernel/part_0"];
        var qkvBias = _weights[$"{prefix}/qkv_transform_single/bias/ConcatPartitions/concat"].Data;
        var parts = _graph.Split(
            _stored.Dense(normed, $"qkv_{layer}", kernel, [shape[^2], shape[^1]], _graph.Constant($"qkv_bias_{layer}", qkvBias, qkvBias.Length)), 1, 3);

        var headShape = _graph.Concat(0, _graph.Shape(ids), _graph.Constant("heads", [(long)Heads, width / Heads], 2));
        var q = _graph.Transpose(_graph.Reshape(parts[0], headShape), 0, 2, 1, 3);
        var k = _graph.Transpose(_graph.Reshape(parts[1], headShape), 0, 2, 3, 1);
        var v = _graph.Transpose(_graph.Reshape(parts[2], headShape), 0, 2, 1, 3);
        var scale = _graph.Constant("scale", [1 / MathF.Sqrt(width / Heads)]);
        var weights = _graph.Softmax(_graph.Add(_graph.MatMul(_graph.Mul(q, scale), k), bias), 3);
        var context = _graph.Reshape(_graph.Transpose(_graph.MatMul(weights, v), 0, 2, 1, 3), -1, width);

        var (outShape, outKernel) = _weights[$"{prefix}/output_transform_single/kernel/part_0"];
        var outBias = _weights[$"{prefix}/output_transform_single/bias/ConcatPartitions/concat"].Data;
        return _stored.Dense(
            context, $"out_{layer}", outKernel, [outShape[^2], outShape[^1]], _graph.Constant($"out_bias_{layer}", outBias, outBias.Length));
    }

    private GraphValue FeedForward(int layer, GraphValue x)
    {
        var prefix = $"Layer_{layer}/TransformerLayer/FFN";
        var normed = Norm(x, $"Encode/{prefix}/layer_prepostprocess/layer_norm/layer_norm");
        var inner = _graph.Relu(Dense(normed, $"{prefix}/conv1/Tensordot/Reshape_1", $"Encode/{prefix}/conv1/bias/ConcatPartitions/concat"));
        return _graph.Add(Dense(inner, $"{prefix}/conv2/Tensordot/Reshape_1", $"Encode/{prefix}/conv2/bias/ConcatPartitions/concat"), x);
    }

    private GraphValue Norm(GraphValue x, string name)
    {
        var centred = _graph.Sub(x, _graph.ReduceMean(x, -1));
        var variance = _graph.ReduceMean(_graph.Mul(centred, centred), -1);
        var inverse = _graph.Reciprocal(_graph.Sqrt(_graph.Add(variance, _graph.Constant("epsilon", [1e-6f]))));
        return _graph.Add(_graph.Mul(_graph.Mul(Vector($"{name}_scale/ConcatPartitions/concat"), inverse), centred), Vector($"{name}_bias/ConcatPartitions/concat"));
    }

    private GraphValue Dense(GraphValue x, string kernel, string bias)
    {
        var (shape, data) = _weights[kernel];
        return _stored.Dense(x, kernel, data, shape, Vector(bias));
    }

    private GraphValue Vector(string name)
    {
        var (shape, data) = _weights[name];
        return _graph.Constant(name, data, shape);
    }
}
