using LlmRec.Learning.Engine.Graphs;

namespace LlmRec.Learning.Decoder;

/// <summary>
/// A Llama-style decoder (Touvron et al., LLaMA, 2023): norms before each part by root mean square, rotary positions (Su et
/// al., RoFormer, 2021), grouped-query attention (Ainslie et al., EMNLP 2023), SwiGLU (Shazeer, 2020), no biases, and token
/// vectors that are the output layer too.
/// </summary>
internal static class DecoderNetwork
{
    /// <summary>What a place must not look at gets this much in its attention's scores.</summary>
    public const float Hidden = -1e9f;

    /// <summary>The parameter of token vectors, [vocabulary, width].</summary>
    public const string Embeddings = "embeddings";

    private const float Deviation = 0.02f;

    /// <summary>The token vectors.</summary>
    public static Tensor Table(Tape tape, DecoderShape shape) => tape.Parameter(Embeddings, Initial.Normal(Deviation), false, shape.Vocabulary, shape.Width);

    /// <summary>Writes the network. Rotary positions are relative, so the place in a row does for the place in a document.</summary>
    /// <param name="tape">Where to.</param>
    /// <param name="tokens">[rows · length].</param>
    /// <param name="mask">[rows, length, length]: 0 where a token may look, <see cref="Hidden"/> elsewhere.</param>
    /// <param name="shape">The size.</param>
    /// <returns>[rows · length, width].</returns>
    public static Tensor Write(Tape tape, Tensor tokens, Tensor mask, DecoderShape shape)
    {
        var x = tape.Lookup(Table(tape, shape), tokens);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            x = tape.Add(x, Attention(tape, Norm(tape, x, $"layers.{layer}.attention.norm"), mask, $"layers.{layer}.attention", shape));
            x = tape.Add(x, FeedForward(tape, Norm(tape, x, $"layers.{layer}.feed_forward.norm"), $"layers.{layer}.feed_forward", shape));
        }

        return Norm(tape, x, "norm");
    }

    private static Tensor Attention(Tape tape, Tensor x, Tensor mask, string name, DecoderShape shape)
    {
        var (rows, length, head, kv) = (mask.Shape[0], mask.Shape[1], shape.HeadWidth, shape.KeyValueHeads);
        var group = shape.Heads / kv;
        // The query heads of a group stand below each other, so that their keys and values need no copy.
        var q = tape.Transpose(tape.Reshape(Dense(tape, x, $"{name}.query", shape.Heads * head), rows, length, kv, group, head), 0, 2, 3, 1, 4);
        var k = tape.Transpose(tape.Reshape(Dense(tape, x, $"{name}.key", kv * head), rows, length, kv, head), 0, 2, 1, 3);
        var v = tape.Transpose(tape.Reshape(Dense(tape, x, $"{name}.value", kv * head), rows, length, kv, head), 0, 2, 1, 3);
        var queries = tape.Reshape(Rotary.Apply(tape, q, shape), rows, kv, group * length, head);
        var scores = tape.MatMul(queries, Rotary.Apply(tape, k, shape), transposeB: true, scale: 1 / MathF.Sqrt(head));
        var masked = tape.Add(tape.Reshape(scores, rows, kv, group, length, length), tape.Reshape(mask, rows, 1, 1, length, length));
        var seen = tape.MatMul(tape.Reshape(tape.Softmax(masked), rows, kv, group * length, length), v);
        var joined = tape.Reshape(
            tape.Transpose(tape.Reshape(seen, rows, kv, group, length, head), 0, 3, 1, 2, 4), rows * length, shape.Heads * head);
        return Dense(tape, joined, $"{name}.out", shape.Width, shape.Layers);
    }

    private static Tensor FeedForward(Tape tape, Tensor x, string name, DecoderShape shape)
    {
        var inner = tape.Multiply(tape.Silu(Dense(tape, x, $"{name}.gate", shape.Inner)), Dense(tape, x, $"{name}.up", shape.Inner));
        return Dense(tape, inner, $"{name}.down", shape.Width, shape.Layers);
    }

    /// <summary>What is added to the stream begins smaller the more layers add to it (GPT-2: Radford et al., 2019, §2.3).</summary>
    private static Tensor Dense(Tape tape, Tensor x, string name, int width, int layers = 0) => tape.MatMul(
        x, tape.HiddenMatrix(name, Initial.Normal(layers > 0 ? Deviation / MathF.Sqrt(2 * layers) : Deviation), x.Width, width));

    private static Tensor Norm(Tape tape, Tensor x, string name) => tape.RmsNorm(x, tape.Parameter(name, Initial.Ones, false, x.Width), DecoderShape.NormEpsilon);
}
