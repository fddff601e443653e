namespace LlmRec.Learning.Engine.Graphs;

/// <summary>
/// Dropout (Srivastava et al., 2014). The masks are inputs that the engine fills from the seed and the step: drawing in the
/// graph is slow, and would not be the same twice.
/// </summary>
internal sealed partial class Tape
{
    private int _dropouts;

    /// <summary>Sets a share of the elements to zero and scales the others up; nothing outside training.</summary>
    /// <param name="x">The value.</param>
    /// <param name="rate">The share, 0 to less than 1.</param>
    public Tensor Dropout(Tensor x, float rate) => _training && rate > 0
        ? Multiply(x, Input($"dropout {_dropouts++}", LlmRec.Onnx.Graphs.ElementType.Float, x.Shape, rate))
        : x;
}
