using LlmRec.Learning.Engine.Graphs;

namespace LlmRec.Learning.Models.Sequence;

/// <summary>
/// The transformer of SASRec (Kang and McAuley, Self-Attentive Sequential Recommendation, ICDM 2018) and BERT4Rec (Sun et
/// al., CIKM 2019), with norms before each part (Xiong et al., 2020). What may look at what comes as a mask with the batch,
/// so both are this one network, and several histories can share a row.
/// </summary>
internal static class SequenceNetwork
{
    /// <summary>What a place must not look at gets this much in its attention's scores.</summary>
    public const float Hidden = -1e9f;

    /// <summary>Writes the network.</summary>
    /// <param name="tape">Where to.</param>
    /// <param name="items">[rows · length, width]: item vectors.</param>
    /// <param name="places">[rows · length]: the place of each event in its history, from 0.</param>
    /// <param name="mask">[rows, length, length]: 0 where an event may look, <see cref="Hidden"/> elsewhere.</param>
    /// <param name="shape">The size.</param>
    /// <returns>[rows · length, width]: for each place, what it knows of the history.</returns>
    public static Tensor Write(Tape tape, Tensor items, Tensor places, Tensor mask, SequenceShape shape)
    {
        var positions = tape.Parameter("positions", Initial.Normal(0.02f), true, shape.Length, shape.Width);
        var x = tape.Dropout(tape.Add(tape.Scale(items, MathF.Sqrt(shape.Width)), tape.Lookup(positions, places)), shape.Dropout);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            x = tape.Add(x, Attention(tape, Norm(tape, x, $"{layer} before attention"), mask, $"{layer}", shape));
            x = tape.Add(x, FeedForward(tape, Norm(tape, x, $"{layer} before feed-forward"), $"{layer}", shape));
        }

        return Norm(tape, x, "last");
    }

    private static Tensor Attention(Tape tape, Tensor x, Tensor mask, string layer, SequenceShape shape)
    {
        var (rows, length, width) = (mask.Shape[0], mask.Shape[1], shape.Width / shape.Heads);
        Tensor Heads(string name) => tape.Transpose(
            tape.Reshape(Dense(tape, x, $"{layer} {name}", shape.Width, shape.Width), rows, length, shape.Heads, width), 0, 2, 1, 3);

        var scores = tape.MatMul(Heads("query"), Heads("key"), transposeB: true, scale: 1 / MathF.Sqrt(width));
        var attention = tape.Dropout(tape.Softmax(tape.Add(scores, tape.Reshape(mask, rows, 1, length, length))), shape.Dropout);
        var seen = tape.Reshape(tape.Transpose(tape.MatMul(attention, Heads("value")), 0, 2, 1, 3), rows * length, shape.Width);
        return tape.Dropout(Dense(tape, seen, $"{layer} attention out", shape.Width, shape.Width), shape.Dropout);
    }

    private static Tensor FeedForward(Tape tape, Tensor x, string layer, SequenceShape shape)
    {
        var inner = tape.Dropout(tape.Relu(Dense(tape, x, $"{layer} feed-forward in", shape.Width, shape.Width)), shape.Dropout);
        return tape.Dropout(Dense(tape, inner, $"{layer} feed-forward out", shape.Width, shape.Width), shape.Dropout);
    }

    private static Tensor Dense(Tape tape, Tensor x, string name, int from, int to) => tape.Add(
        tape.MatMul(x, tape.Parameter($"{name} weights", Initial.Normal(MathF.Sqrt(2f / (from + to))), true, from, to)),
        tape.Parameter($"{name} bias", Initial.Zeros, false, to));

    private static Tensor Norm(Tape tape, Tensor x, string name) => tape.LayerNorm(
        x, tape.Parameter($"norm {name} gain", Initial.Ones, false, x.Width), tape.Parameter($"norm {name} bias", Initial.Zeros, false, x.Width));
}
