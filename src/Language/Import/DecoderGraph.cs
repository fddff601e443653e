using LlmRec.Onnx.Graphs;

namespace LlmRec.Language.Import;

/// <summary>How weights are stored in a model folder.</summary>
public enum WeightStorage
{
    /// <summary>8 bits in blocks of 32: a quarter of the size, about twice as fast, nearly as good.</summary>
    Int8,

    /// <summary>32-bit floats.</summary>
    Fp32,
}

/// <summary>Writes a decoder as the graph that ONNX Runtime GenAI runs: token ids and a cache of keys and values in, the next token's scores and the cache out.</summary>
internal sealed class DecoderGraph
{
    private readonly GraphBuilder _graph = new("decoder");
    private readonly DecoderShape _shape;
    private readonly WeightStorage _storage;
    private readonly int _positions;

    /// <param name="shape">The decoder's shape.</param>
    /// <param name="storage">How weights are stored.</param>
    /// <param name="positions">How many positions the folder allows.</param>
    public DecoderGraph(DecoderShape shape, WeightStorage storage, int positions)
    {
        _shape = shape;
        _storage = storage;
        _positions = positions;
    }

    /// <summary>Writes the graph.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="progress">Told the number of layers written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model file's bytes.</returns>
    public byte[] Write(IDecoderWeights weights, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var ids = _graph.Input("input_ids", ElementType.Int64, "batch", "length");
        var mask = _graph.Input("attention_mask", ElementType.Int64, "batch", "total");
        var (last, total) = Positions(mask);
        var (cosines, sines) = Rotary(weights.RotaryFactors());
        var table = weights.Embedding();
        var stored = Store("embedding", table);
        var hidden = Lookup(stored, ids);
        GraphValue? pending = null;
        for (var i = 0; i < _shape.Layers; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var layer = weights.Layer(i);
            GraphValue normed;
            (normed, hidden) = Normed(hidden, pending, layer.AttentionNorm, $"layer{i}.attention_norm");
            var cache = (Key: Cache($"past_key_values.{i}.key"), Value: Cache($"past_key_values.{i}.value"));
            var (attended, key, value) = _graph.GroupQueryAttention(
                new(Product(normed, Store($"layer{i}.qkv", layer.QueryKeyValue)), cache.Key, cache.Value, last, total, cosines, sines), _shape.Heads, _shape.KeyValueHeads);
            _graph.Output(key, $"present.{i}.key", "batch", _shape.KeyValueHeads, "total", _shape.HeadSize);
            _graph.Output(value, $"present.{i}.value", "batch", _shape.KeyValueHeads, "total", _shape.HeadSize);
            pending = Product(attended, Store($"layer{i}.attention_out", layer.AttentionOut));
            (normed, hidden) = Normed(hidden, pending, layer.FeedForwardNorm, $"layer{i}.feed_forward_norm");
            var parts = _graph.Split(Product(normed, Store($"layer{i}.gate_up", layer.GateUp)), -1, 2);
            var unit = _graph.Mul(_graph.Mul(parts[0], _graph.Op("Sigmoid", ElementType.Float, [parts[0]])), parts[1]);
            pending = Product(unit, Store($"layer{i}.down", layer.Down));
            progress?.Report(i + 1);
        }

        var (final, _) = Normed(LastToken(hidden), pending is null ? null : LastToken(pending), weights.FinalNorm(), "final_norm");
        var head = weights.Head();
        _graph.Output(Product(final, head is null ? stored : Store("head", head)), "logits", "batch", 1, _shape.Vocabulary);
        return _graph.Build();
    }

    private GraphValue Cache(string name) => _graph.Input(name, ElementType.Float, "batch", _shape.KeyValueHeads, "past", _shape.HeadSize);

    /// <summary>Of the mask: by sequence the position of its last token, and the longest length.</summary>
    private (GraphValue Last, GraphValue Total) Positions(GraphValue mask)
    {
        var lengths = _graph.ReduceSum(mask, 1, keep: false);
        var last = _graph.Cast(_graph.Sub(lengths, _graph.Constant("one", [1L])), ElementType.Int32);
        var total = _graph.Cast(_graph.Gather(_graph.Shape(mask), _graph.Constant("one", [1L])), ElementType.Int32);
        return (last, total);
    }

    private (GraphValue Cosines, GraphValue Sines) Rotary(float[]? factors)
    {
        var half = _shape.HeadSize / 2;
        var (cosines, sines) = (new float[_positions * half], new float[_positions * half]);
        for (var position = 0; position < _positions; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var angle = position * Math.Pow(_shape.RotaryBase, -2.0 * i / _shape.HeadSize) / (factors?[i] ?? 1);
                (sines[(position * half) + i], cosines[(position * half) + i]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
            }
        }

        return (_graph.Constant("cosines", cosines, _positions, half), _graph.Constant("sines", sines, _positions, half));
    }

    private GraphValue LastToken(GraphValue x) =>
        _graph.Slice(x, _graph.Constant("last", [-1L], 1), _graph.Constant("end", [long.MaxValue], 1), 1);

    private (GraphValue Normed, GraphValue Sum) Normed(GraphValue x, GraphValue? add, float[] weight, string name)
    {
        var scale = _graph.Constant(name, weight, weight.Length);
        return add is null ? (_graph.RmsNorm(x, scale, _shape.Epsilon), x) : _graph.SkipRmsNorm(x, add, scale, _shape.Epsilon);
    }

    private Stored Store(string name, Matrix matrix)
    {
        var bias = matrix.Bias is null ? null : _graph.Constant(name + ".bias", matrix.Bias, matrix.Rows);
        if (_storage == WeightStorage.Fp32)
        {
            return new(matrix, _graph.Constant(name, matrix.Numbers, matrix.Rows, matrix.Columns), null, bias);
        }

        var quantised = Int8Matrix.Of(matrix.Numbers);
        long blocks = matrix.Columns / Int8Matrix.Block;
        return new(
            matrix,
            _graph.Constant(name, quantised.Bytes, matrix.Rows, matrix.Columns),
            _graph.Constant(name + ".scales", quantised.Scales, matrix.Rows, blocks),
            bias);
    }

    private GraphValue Lookup(Stored table, GraphValue ids) => table.Scales is null
        ? _graph.Gather(table.Weights, ids)
        : _graph.GatherInt8(table.Weights, ids, table.Scales, Int8Matrix.Block);

    private GraphValue Product(GraphValue x, Stored by)
    {
        long blocks = by.Columns / Int8Matrix.Block;
        var product = by.Scales is null
            ? _graph.MatMul(x, _graph.Transpose(by.Weights, 1, 0))
            : _graph.MatMulInt8(
                x,
                _graph.Reshape(by.Weights, by.Rows, blocks, Int8Matrix.Block),
                _graph.Reshape(by.Scales, by.Rows * blocks),
                by.Rows,
                by.Columns,
                Int8Matrix.Block);
        return by.Bias is null ? product : _graph.Add(product, by.Bias);
    }

    private sealed record Stored(int Rows, int Columns, GraphValue Weights, GraphValue? Scales, GraphValue? Bias)
    {
        public Stored(Matrix matrix, GraphValue weights, GraphValue? scales, GraphValue? bias)
            : this(matrix.Rows, matrix.Columns, weights, scales, bias)
        {
        }
    }
}
