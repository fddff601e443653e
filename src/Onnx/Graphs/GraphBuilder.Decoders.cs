namespace LlmRec.Onnx.Graphs;

/// <summary>Fused operators of ONNX Runtime that language models are made of.</summary>
public sealed partial class GraphBuilder
{
    /// <summary>An optional input that is left out.</summary>
    private static readonly GraphValue Absent = new("", ElementType.Float);

    /// <summary>Adds bytes that are part of the model.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="data">The bytes, row-major.</param>
    /// <param name="dimensions">The shape.</param>
    public GraphValue Constant(string name, ReadOnlySpan<byte> data, params ReadOnlySpan<long> dimensions) =>
        Constant(name, ElementType.UInt8, data, dimensions);

    /// <summary>x / √(mean(x²) + ε) × weight over the last dimension (Zhang and Sennrich, NeurIPS 2019).</summary>
    public GraphValue RmsNorm(GraphValue x, GraphValue weight, float epsilon) =>
        Op("SimplifiedLayerNormalization", Floats("SimplifiedLayerNormalization", x), [x, weight], ("axis", -1), ("epsilon", epsilon), ("stash_type", 1));

    /// <summary>The sum of two values, and its <see cref="RmsNorm"/>, in one pass.</summary>
    public (GraphValue Normed, GraphValue Sum) SkipRmsNorm(GraphValue x, GraphValue skip, GraphValue weight, float epsilon)
    {
        Same("SkipSimplifiedLayerNormalization", x, skip);
        // Outputs two and three are statistics for training: named, and not used.
        var outputs = Node(RuntimeDomain, "SkipSimplifiedLayerNormalization", x.Type, 4, [x, skip, weight], [("epsilon", epsilon)]);
        return (outputs[0], outputs[3]);
    }

    /// <summary>
    /// Product with weights of 8 bits in blocks along the row, each with a scale: (q − 128) × scale.
    /// </summary>
    /// <param name="x">[…, columns].</param>
    /// <param name="weights">[rows, columns / block, block], bytes.</param>
    /// <param name="scales">[rows × columns / block].</param>
    /// <param name="rows">Rows of the weights: the width of the result.</param>
    /// <param name="columns">Columns of the weights.</param>
    /// <param name="block">Numbers in a block.</param>
    public GraphValue MatMulInt8(GraphValue x, GraphValue weights, GraphValue scales, int rows, int columns, int block) =>
        Node(
            RuntimeDomain, "MatMulNBits", Floats("MatMulNBits", x), 1, [x, weights, scales],
            // Level 4: activations are quantised to 8 bits as well, which is what makes it fast.
            [("N", rows), ("K", columns), ("bits", 8), ("block_size", block), ("accuracy_level", 4)])[0];

    /// <summary>Rows of a table of 8 bits in blocks (see <see cref="MatMulInt8"/>) by number.</summary>
    /// <param name="table">[rows, columns], bytes.</param>
    /// <param name="indices">Which rows.</param>
    /// <param name="scales">[rows, columns / block].</param>
    /// <param name="block">Numbers in a block.</param>
    public GraphValue GatherInt8(GraphValue table, GraphValue indices, GraphValue scales, int block) =>
        Node(
            RuntimeDomain, "GatherBlockQuantized", scales.Type, 1, [table, Integers("GatherBlockQuantized", indices), scales],
            [("gather_axis", 0), ("quantize_axis", 1), ("block_size", block), ("bits", 8)])[0];

    /// <summary>
    /// Causal attention in which groups of query heads share key and value heads (Ainslie et al., EMNLP 2023), with rotary
    /// positions (Su et al., 2021; the halves of a head are rotated against each other) and a cache of keys and values.
    /// </summary>
    public (GraphValue Output, GraphValue Key, GraphValue Value) GroupQueryAttention(GroupQueryAttentionInputs inputs, int heads, int keyValueHeads)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var outputs = Node(
            RuntimeDomain, "GroupQueryAttention", ElementType.Float, 3,
            [inputs.Packed, Absent, Absent, inputs.PastKey, inputs.PastValue, inputs.LastPositions, inputs.TotalLength, inputs.Cosines, inputs.Sines],
            [("num_heads", heads), ("kv_num_heads", keyValueHeads), ("do_rotary", 1), ("rotary_interleaved", 0)]);
        return (outputs[0], outputs[1], outputs[2]);
    }
}

/// <summary>What attention reads.</summary>
/// <param name="Packed">Queries, keys and values side by side: [batch, length, (heads + 2 × key-value heads) × head size].</param>
/// <param name="PastKey">[batch, key-value heads, past, head size].</param>
/// <param name="PastValue">As the keys.</param>
/// <param name="LastPositions">By sequence the position of its last token: [batch], int32.</param>
/// <param name="TotalLength">Past and new tokens together: a scalar, int32.</param>
/// <param name="Cosines">By position and frequency: [positions, head size / 2].</param>
/// <param name="Sines">As the cosines.</param>
public sealed record GroupQueryAttentionInputs(
    GraphValue Packed, GraphValue PastKey, GraphValue PastValue, GraphValue LastPositions, GraphValue TotalLength, GraphValue Cosines, GraphValue Sines);
