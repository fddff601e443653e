using LlmRec.Onnx.Graphs;

namespace LlmRec.Learning.Engine.Graphs;

/// <summary>A value of a network under construction: where it stands in the graph, its shape, and how gradients flow back from it.</summary>
internal sealed class Tensor
{
    internal Tensor(GraphValue value, int[] shape, bool learns, params Parent[] parents)
    {
        Value = value;
        Shape = shape;
        Learns = learns;
        Parents = parents;
    }

    /// <summary>Its place in the ONNX graph.</summary>
    public GraphValue Value { get; }

    /// <summary>Its size by dimension; every one is known while the graph is written.</summary>
    public int[] Shape { get; }

    /// <summary>Whether a parameter that is trained lies behind it.</summary>
    public bool Learns { get; }

    /// <summary>What it was computed from, as far as that learns.</summary>
    public IReadOnlyList<Parent> Parents { get; }

    /// <summary>How many numbers it holds.</summary>
    public int Size => Shape.Aggregate(1, (size, dimension) => checked(size * dimension));

    /// <summary>Size of the last dimension.</summary>
    public int Width => Shape[^1];

    /// <inheritdoc/>
    public override string ToString() => $"{Value.Name} [{string.Join(", ", Shape)}]";
}

/// <summary>A value that another was computed from.</summary>
/// <param name="Of">The value.</param>
/// <param name="Gradient">From the gradient of the result, the part of the gradient of <paramref name="Of"/>.</param>
internal readonly record struct Parent(Tensor Of, Func<Tensor, Tensor> Gradient);
