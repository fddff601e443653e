namespace LlmRec.Learning.Engine.Graphs;

/// <summary>Functions of one number, applied to every element.</summary>
internal sealed partial class Tape
{
    /// <summary>max(0, x).</summary>
    public Tensor Relu(Tensor x)
    {
        var y = _graph.Relu(x.Value);
        return Record(y, x.Shape, new Parent(x, g => Multiply(g, new(_graph.Sign(y), x.Shape, learns: false))));
    }

    /// <summary>x · σ(x): SiLU (Elfwing et al., 2018), the gate of SwiGLU.</summary>
    public Tensor Silu(Tensor x)
    {
        var sigmoid = new Tensor(_graph.Sigmoid(x.Value), x.Shape, learns: false);
        var y = _graph.Mul(x.Value, sigmoid.Value);
        // σ(x) (1 + x (1 − σ(x))) = σ(x) + y (1 − σ(x))
        return Record(y, x.Shape, new Parent(x, g =>
            Multiply(g, Add(sigmoid, Multiply(new(y, x.Shape, learns: false), Shift(Scale(sigmoid, -1), 1))))));
    }

    /// <summary>Hyperbolic tangent.</summary>
    public Tensor Tanh(Tensor x)
    {
        var y = new Tensor(_graph.Tanh(x.Value), x.Shape, learns: false);
        return Record(y.Value, x.Shape, new Parent(x, g => Multiply(g, Shift(Scale(Multiply(y, y), -1), 1))));
    }

    /// <summary>σ(x) = 1 / (1 + e^−x).</summary>
    public Tensor Sigmoid(Tensor x)
    {
        var y = new Tensor(_graph.Sigmoid(x.Value), x.Shape, learns: false);
        return Record(y.Value, x.Shape, new Parent(x, g => Multiply(g, Multiply(y, Shift(Scale(y, -1), 1)))));
    }
}
