using LlmRec.Learning.Engine.Graphs;

namespace LlmRec.Learning.Decoder;

/// <summary>Rotary positions (Su et al., RoFormer, 2021) in halves, not interleaved: as Hugging Face and ONNX Runtime GenAI lay them out.</summary>
internal static class Rotary
{
    /// <summary>Turns each pair (i, i + half) of a head by position × frequency i.</summary>
    /// <param name="tape">Where to.</param>
    /// <param name="x">[…, length, head].</param>
    /// <param name="shape">The size.</param>
    public static Tensor Apply(Tape tape, Tensor x, DecoderShape shape)
    {
        var (axis, half, length) = (x.Shape.Length - 1, shape.HeadWidth / 2, x.Shape[^2]);
        var cos = Table(tape, "cosines", Math.Cos, length, shape);
        var sin = Table(tape, "sines", Math.Sin, length, shape);
        var (first, second) = (tape.Slice(x, axis, 0, half), tape.Slice(x, axis, half, shape.HeadWidth));
        return tape.Concat(
            axis,
            tape.Subtract(tape.Multiply(first, cos), tape.Multiply(second, sin)),
            tape.Add(tape.Multiply(second, cos), tape.Multiply(first, sin)));
    }

    private static Tensor Table(Tape tape, string name, Func<double, double> function, int length, DecoderShape shape)
    {
        var half = shape.HeadWidth / 2;
        var table = new float[length * half];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (float)function((i / half) * Math.Pow(shape.RotaryBase, -2.0 * (i % half) / shape.HeadWidth));
        }

        return tape.Constant(name, table, length, half);
    }
}
