using LlmRec.Learning.Engine.Optimisers;

namespace LlmRec.Learning.Engine.Graphs;

/// <summary>AdamW inside the graph: the same formulas as <see cref="AdamW"/>, so that a step needs no gradient outside.</summary>
internal sealed partial class Tape
{
    /// <summary>The input with the step's size, [1].</summary>
    public const string StepSize = "step size";

    /// <summary>The input with AdamW's ε, corrected for the start, [1].</summary>
    public const string Epsilon = "epsilon";

    /// <summary>The input with what weight decay leaves, [1].</summary>
    public const string Keep = "keep";

    /// <summary>The output with the length of the whole gradient, [1].</summary>
    public const string NormOutput = "norm";

    /// <summary>ONNX Runtime's scatter with addition is exact below some 200,000 numbers.</summary>
    private const int MostScattered = 1 << 16;

    /// <summary>Writes gradients, clipping and AdamW into the graph; what changes comes out as "new …".</summary>
    /// <param name="loss">One number, [1].</param>
    /// <param name="settings">AdamW's settings.</param>
    /// <param name="clipNorm">Longest gradient.</param>
    public void DifferentiateAndUpdate(Tensor loss, AdamWSettings settings, float clipNorm)
    {
        var gradients = Gradients(loss).ConvertAll(g => (g.Of, g.Parameter, Whole: Whole(g)));
        var squares = gradients.Select(g => SumAll(Multiply(g.Whole, g.Whole))).ToArray();
        var norm = new Tensor(_graph.Sqrt(_graph.Sum([.. squares.Select(s => s.Value)])), [1], learns: false);
        Output(NormOutput, norm);
        var limit = _graph.Constant("longest gradient", [clipNorm], 1);
        var scale = new Tensor(_graph.Div(limit, _graph.Max(norm.Value, limit)), [1], learns: false);
        var (size, epsilon, keep) = (Floats(StepSize, 1), Floats(Epsilon, 1), Floats(Keep, 1));
        foreach (var (spec, parameter, whole) in gradients)
        {
            var gradient = Multiply(whole, scale);
            var mean = Mix(Floats($"mean of {spec.Name}", spec.Shape), gradient, settings.Beta1);
            var square = Mix(Floats($"square of {spec.Name}", spec.Shape), Multiply(gradient, gradient), settings.Beta2);
            var root = Add(new(_graph.Sqrt(square.Value), spec.Shape, learns: false), epsilon);
            var change = new Tensor(_graph.Div(Multiply(mean, size).Value, root.Value), spec.Shape, learns: false);
            Output($"new {spec.Name}", Subtract(spec.Decays ? Multiply(parameter, keep) : parameter, change));
            Output($"new mean of {spec.Name}", mean);
            Output($"new square of {spec.Name}", square);
        }
    }

    private Tensor Mix(Tensor old, Tensor now, float keep) => Add(Scale(old, keep), Scale(now, 1 - keep));

    /// <summary>Row gradients added to the dense one, a limited number of rows at a time.</summary>
    private Tensor Whole(ParameterGradient gradient)
    {
        var shape = gradient.Of.Shape;
        var sum = gradient.Dense?.Value
            ?? _graph.Expand(_graph.Constant("zero", [0f], 1, 1), Array.ConvertAll(shape, d => (long)d));
        if (gradient.Rows is var (ids, values))
        {
            var chunk = Math.Max(1, MostScattered / shape[^1]);
            for (var from = 0; from < ids.Size; from += chunk)
            {
                var to = Math.Min(ids.Size, from + chunk);
                sum = _graph.ScatterAddRows(sum, _graph.Unsqueeze(Slice(ids, 0, from, to).Value, 1), Slice(values, 0, from, to).Value);
            }
        }

        return new(sum, shape, learns: false);
    }
}
