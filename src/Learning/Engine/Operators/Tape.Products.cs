using LlmRec.Onnx.Graphs;

namespace LlmRec.Learning.Engine.Graphs;

/// <summary>Matrix products.</summary>
internal sealed partial class Tape
{
    // A result so narrow and so much higher is computed lying down and then turned: half again as fast as turning a large side.
    private const int Narrow = 64;
    private const int Tall = 8;

    /// <summary>
    /// Product over the last two dimensions, either side transposed without a copy; any dimensions before them are equal
    /// on both sides.
    /// </summary>
    /// <param name="a">[…, m, k], or […, k, m] when transposed.</param>
    /// <param name="b">[…, k, n], or […, n, k] when transposed.</param>
    /// <param name="transposeA">Whether a is transposed.</param>
    /// <param name="transposeB">Whether b is transposed.</param>
    /// <param name="scale">A factor of the result.</param>
    /// <returns>[…, m, n].</returns>
    public Tensor MatMul(Tensor a, Tensor b, bool transposeA = false, bool transposeB = false, float scale = 1)
    {
        var (m, inner) = transposeA ? (a.Shape[^1], a.Shape[^2]) : (a.Shape[^2], a.Shape[^1]);
        var (innerB, n) = transposeB ? (b.Shape[^1], b.Shape[^2]) : (b.Shape[^2], b.Shape[^1]);
        if (inner != innerB || !a.Shape.AsSpan(0, a.Shape.Length - 2).SequenceEqual(b.Shape.AsSpan(0, b.Shape.Length - 2)))
        {
            throw Misfit("MatMul", a, b);
        }

        var product = transposeA && n <= Narrow && m >= Tall * n
            ? Turned(_graph.FusedMatMul(b.Value, a.Value, !transposeB, false, scale), a.Shape.Length)
            : _graph.FusedMatMul(a.Value, b.Value, transposeA, transposeB, scale);
        return Record(
            product,
            [.. a.Shape[..^2], m, n],
            new(a, g => transposeA ? MatMul(b, g, transposeB, true, scale) : MatMul(g, b, false, !transposeB, scale)),
            new(b, g => transposeB ? MatMul(g, a, true, transposeA, scale) : MatMul(a, g, !transposeA, false, scale)));
    }

    private GraphValue Turned(GraphValue x, int dimensions) =>
        _graph.Transpose(x, [.. Enumerable.Range(0, dimensions - 2).Select(d => (long)d), dimensions - 1, dimensions - 2]);
}
