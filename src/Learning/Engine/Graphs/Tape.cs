using LlmRec.Onnx.Graphs;

namespace LlmRec.Learning.Engine.Graphs;

/// <summary>
/// Writes a network as an ONNX graph, with all shapes known, and remembers for each value how gradients flow back from it.
/// <see cref="Differentiate"/> then writes the gradients into the same graph (reverse mode: Griewank and Walther,
/// Evaluating Derivatives, 2008, §3.2). One file an idea: each operator stands with its gradient.
/// </summary>
internal sealed partial class Tape
{
    private readonly GraphBuilder _graph;
    private readonly bool _training;
    private readonly List<Tensor> _learning = [];
    private readonly Dictionary<string, (ParameterSpec Spec, Tensor Tensor)> _parameters = new(StringComparer.Ordinal);
    private readonly List<InputSpec> _inputs = [];
    private readonly List<OutputSpec> _outputs = [];
    private readonly List<GradientSpec> _gradients = [];

    /// <param name="name">The graph's name.</param>
    /// <param name="training">Whether there is dropout.</param>
    public Tape(string name, bool training)
    {
        _graph = new(name);
        _training = training;
    }

    /// <summary>A trained parameter; the same tensor when the name is known.</summary>
    public Tensor Parameter(string name, Initial initial, bool decays, params int[] shape) => Parameter(new(name, shape, initial, decays));

    /// <summary>A trained matrix from one hidden layer to another, [from, to].</summary>
    public Tensor HiddenMatrix(string name, Initial initial, int from, int to) =>
        Parameter(new ParameterSpec(name, [from, to], initial, true) { IsHiddenMatrix = true });

    /// <summary>A tensor that is handed to every run but never trained.</summary>
    public Tensor Frozen(string name, params int[] shape) => Parameter(new(name, shape, null, false));

    /// <summary>Floats that come with every run.</summary>
    public Tensor Floats(string name, params int[] shape) => Input(name, ElementType.Float, shape);

    /// <summary>Whole numbers that come with every run.</summary>
    public Tensor Integers(string name, params int[] shape) => Input(name, ElementType.Int64, shape);

    /// <summary>Floats that are part of the graph.</summary>
    public Tensor Constant(string name, float[] values, params int[] shape) =>
        new(_graph.Constant(name, values, Array.ConvertAll(shape, d => (long)d)), shape, learns: false);

    /// <summary>Makes a value an output.</summary>
    public void Output(string name, Tensor value)
    {
        _graph.Output(value.Value, name, Array.ConvertAll(value.Shape, d => (object)d));
        _outputs.Add(new(name, value.Value.Type, value.Shape));
    }

    /// <summary>The finished graph.</summary>
    public TapeGraph Build() => new()
    {
        Model = _graph.Build(),
        Parameters = [.. _parameters.Values.Select(p => p.Spec)],
        Inputs = _inputs,
        Outputs = _outputs,
        Gradients = _gradients,
    };

    private Tensor Parameter(ParameterSpec spec)
    {
        if (_parameters.TryGetValue(spec.Name, out var known))
        {
            return known.Spec.Shape.SequenceEqual(spec.Shape) && known.Spec.Learns == spec.Learns ? known.Tensor : throw new GraphException(
                $"The parameter '{spec.Name}' is [{string.Join(", ", known.Spec.Shape)}] already and can't be [{string.Join(", ", spec.Shape)}] too.");
        }

        var tensor = new Tensor(_graph.Input(spec.Name, ElementType.Float, Array.ConvertAll(spec.Shape, d => (object)d)), spec.Shape, spec.Learns);
        _parameters.Add(spec.Name, (spec, tensor));
        return tensor;
    }

    private Tensor Input(string name, ElementType type, int[] shape, float dropout = 0)
    {
        _inputs.Add(new(name, type, shape, dropout));
        return new(_graph.Input(name, type, Array.ConvertAll(shape, d => (object)d)), shape, learns: false);
    }

    /// <summary>A new value with what it was computed from; what doesn't learn is forgotten, and no gradient is ever made for it.</summary>
    internal Tensor Record(GraphValue value, int[] shape, params ReadOnlySpan<Parent> parents)
    {
        var learning = new List<Parent>(parents.Length);
        foreach (var parent in parents)
        {
            if (parent.Of.Learns)
            {
                learning.Add(parent);
            }
        }

        var tensor = new Tensor(value, shape, learning.Count > 0, [.. learning]);
        if (tensor.Learns)
        {
            _learning.Add(tensor);
        }

        return tensor;
    }

    private static GraphException Misfit(string op, params ReadOnlySpan<Tensor> tensors) =>
        new($"{op} can't take {string.Join(" and ", tensors.ToArray().Select(t => t.ToString()))}.");
}
