using LlmRec.Onnx.Graphs;

namespace LlmRec.Tests.Embedding.Bert;

/// <summary>A small BERT (Devlin et al. 2019) with random weights, and its ONNX graph.</summary>
internal sealed class RandomBert
{
    public const int Width = 24;
    public const int Heads = 3;
    public const int Layers = 2;
    public const int Inner = 40;
    public const int Positions = 32;
    public const float Epsilon = 1e-5f;

    private readonly Random _random = new(7);

    public RandomBert(int vocabulary)
    {
        Words = Matrix(vocabulary, Width, 1);
        PositionTable = Matrix(Positions, Width, 1);
        Types = Matrix(2, Width, 1);
        EmbeddingNorm = Norm();
        Blocks = [.. Enumerable.Range(0, Layers).Select(_ => new Block(
            Layer(Width, Width), Layer(Width, Width), Layer(Width, Width), Layer(Width, Width), Norm(), Layer(Width, Inner), Layer(Inner, Width), Norm()))];
    }

    public float[,] Words { get; }

    public float[,] PositionTable { get; }

    public float[,] Types { get; }

    public Dense EmbeddingNorm { get; }

    public Block[] Blocks { get; }

    /// <summary>The model: ids, mask and types in, <c>last_hidden_state</c> out, the inputs that are asked for only.</summary>
    public byte[] Graph(bool withTypes)
    {
        var g = new GraphBuilder("bert");
        var ids = g.Input("input_ids", ElementType.Int64, "batch", "length");
        var mask = g.Input("attention_mask", ElementType.Int64, "batch", "length");
        var types = withTypes ? g.Input("token_type_ids", ElementType.Int64, "batch", "length") : null;
        var length = g.Slice(g.Shape(ids), g.Constant("from", [1L], 1), g.Constant("to", [2L], 1), 0);
        var positions = g.Slice(Constant(g, "positions", PositionTable), g.Constant("first", [0L], 1), length, 0);
        var x = g.Add(g.Gather(Constant(g, "words", Words), ids), positions);
        x = types is null ? x : g.Add(x, g.Gather(Constant(g, "types", Types), types));
        x = Norm(g, x, EmbeddingNorm);
        var bias = g.Unsqueeze(g.Mul(g.Sub(g.Constant("one", [1f]), g.Cast(mask, ElementType.Float)), g.Constant("far", [-1e9f])), 1, 2);
        foreach (var block in Blocks)
        {
            var attended = Apply(g, Attention(g, x, block, bias, ids), block.Output);
            x = Norm(g, g.Add(x, attended), block.AttentionNorm);
            var inner = Apply(g, x, block.Up);
            var erf = g.Op("Erf", ElementType.Float, [g.Div(inner, g.Constant("root_two", [MathF.Sqrt(2)]))]);
            inner = g.Mul(g.Mul(inner, g.Constant("half", [.5f])), g.Add(erf, g.Constant("one", [1f])));
            x = Norm(g, g.Add(x, Apply(g, inner, block.Down)), block.FeedForwardNorm);
        }

        g.Output(x, "last_hidden_state", "batch", "length", Width);
        return g.Build();
    }

    private static GraphValue Attention(GraphBuilder g, GraphValue x, Block block, GraphValue bias, GraphValue ids)
    {
        var headShape = g.Concat(0, g.Shape(ids), g.Constant("heads", [(long)Heads, Width / Heads], 2));
        var q = g.Transpose(g.Reshape(Apply(g, x, block.Query), headShape), 0, 2, 1, 3);
        var k = g.Transpose(g.Reshape(Apply(g, x, block.Key), headShape), 0, 2, 3, 1);
        var v = g.Transpose(g.Reshape(Apply(g, x, block.Value), headShape), 0, 2, 1, 3);
        var weights = g.Softmax(g.Add(g.Mul(g.MatMul(q, k), g.Constant("scale", [1 / MathF.Sqrt(Width / Heads)])), bias), 3);
        return g.Reshape(g.Transpose(g.MatMul(weights, v), 0, 2, 1, 3), 0, 0, Width);
    }

    private static GraphValue Norm(GraphBuilder g, GraphValue x, Dense norm)
    {
        var centred = g.Sub(x, g.ReduceMean(x, -1));
        var deviation = g.Sqrt(g.Add(g.ReduceMean(g.Mul(centred, centred), -1), g.Constant("epsilon", [Epsilon])));
        return g.Add(g.Mul(g.Div(centred, deviation), Constant(g, "gain", norm.Weights)), g.Constant("shift", norm.Bias, norm.Bias.Length));
    }

    private static GraphValue Apply(GraphBuilder g, GraphValue x, Dense dense) =>
        g.Add(g.MatMul(x, Constant(g, "weights", dense.Weights)), g.Constant("bias", dense.Bias, dense.Bias.Length));

    private static GraphValue Constant(GraphBuilder g, string name, float[,] matrix) =>
        g.Constant(name, matrix.Cast<float>().ToArray(), matrix.GetLength(0), matrix.GetLength(1));

    private Dense Layer(int from, int to) => new(Matrix(from, to, 1 / MathF.Sqrt(from)), [.. Matrix(1, to, .1f).Cast<float>()]);

    private Dense Norm() => new(Matrix(1, Width, .3f, mean: 1), [.. Matrix(1, Width, .1f).Cast<float>()]);

    private float[,] Matrix(int rows, int columns, float scale, float mean = 0)
    {
        var matrix = new float[rows, columns];
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i / columns, i % columns] = mean + (scale * (((float)_random.NextDouble() * 2) - 1));
        }

        return matrix;
    }

    internal sealed record Dense(float[,] Weights, float[] Bias);

    internal sealed record Block(Dense Query, Dense Key, Dense Value, Dense Output, Dense AttentionNorm, Dense Up, Dense Down, Dense FeedForwardNorm);
}
