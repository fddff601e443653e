namespace LlmRec.Learning.Engine.Graphs;

/// <summary>
/// Norms over the last dimension, composed of plain operators: ONNX Runtime's fused ones are slower on CPU and have no
/// gradient.
/// </summary>
internal sealed partial class Tape
{
    /// <summary>(x − mean) / deviation · gain + bias (Ba et al., Layer Normalization, 2016).</summary>
    public Tensor LayerNorm(Tensor x, Tensor gain, Tensor bias, float epsilon = 1e-6f)
    {
        var centred = _graph.Sub(x.Value, _graph.ReduceMean(x.Value, -1));
        var variance = _graph.ReduceMean(_graph.Mul(centred, centred), -1);
        var inverse = Inverse(variance, epsilon, x);
        var unit = new Tensor(_graph.Mul(centred, inverse.Value), x.Shape, learns: false);
        return Record(
            _graph.Add(_graph.Mul(unit.Value, gain.Value), bias.Value),
            x.Shape,
            new(gain, g => SumTo(Multiply(g, unit), gain.Shape)),
            new(bias, g => SumTo(g, bias.Shape)),
            new(x, g =>
            {
                var scaled = Multiply(g, gain);
                return Multiply(Subtract(Subtract(scaled, Mean(scaled)), Multiply(unit, Mean(Multiply(scaled, unit)))), inverse);
            }));
    }

    /// <summary>x / root mean square · gain (Zhang and Sennrich, Root Mean Square Layer Normalization, 2019).</summary>
    public Tensor RmsNorm(Tensor x, Tensor gain, float epsilon = 1e-6f)
    {
        var inverse = Inverse(_graph.ReduceMean(_graph.Mul(x.Value, x.Value), -1), epsilon, x);
        var unit = new Tensor(_graph.Mul(x.Value, inverse.Value), x.Shape, learns: false);
        return Record(
            _graph.Mul(unit.Value, gain.Value),
            x.Shape,
            new(gain, g => SumTo(Multiply(g, unit), gain.Shape)),
            new(x, g =>
            {
                var scaled = Multiply(g, gain);
                return Multiply(Subtract(scaled, Multiply(unit, Mean(Multiply(scaled, unit)))), inverse);
            }));
    }

    /// <summary>x / its length; a vector shorter than about 1e-6 stays short.</summary>
    public Tensor Normalise(Tensor x)
    {
        var inverse = Inverse(_graph.ReduceSum(_graph.Mul(x.Value, x.Value), -1, keep: true), 1e-12f, x);
        var unit = new Tensor(_graph.Mul(x.Value, inverse.Value), x.Shape, learns: false);
        return Record(unit.Value, x.Shape, new Parent(x, g => Multiply(Subtract(g, Multiply(unit, SumRows(Multiply(g, unit)))), inverse)));
    }

    private Tensor Inverse(LlmRec.Onnx.Graphs.GraphValue squares, float epsilon, Tensor x) => new(
        _graph.Reciprocal(_graph.Sqrt(_graph.Add(squares, _graph.Constant("epsilon", [epsilon], 1)))), [.. x.Shape[..^1], 1], learns: false);

    private Tensor Mean(Tensor x) => new(_graph.ReduceMean(x.Value, -1), [.. x.Shape[..^1], 1], learns: false);
}
