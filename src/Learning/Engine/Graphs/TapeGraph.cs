using LlmRec.Onnx.Graphs;

namespace LlmRec.Learning.Engine.Graphs;

/// <summary>A finished graph and what a run of it takes and gives.</summary>
internal sealed record TapeGraph
{
    /// <summary>The ONNX model.</summary>
    public required byte[] Model { get; init; }

    /// <summary>Its parameters.</summary>
    public required IReadOnlyList<ParameterSpec> Parameters { get; init; }

    /// <summary>What comes with every run.</summary>
    public required IReadOnlyList<InputSpec> Inputs { get; init; }

    /// <summary>What every run gives, gradients included.</summary>
    public required IReadOnlyList<OutputSpec> Outputs { get; init; }

    /// <summary>Which outputs are gradients of which parameter.</summary>
    public required IReadOnlyList<GradientSpec> Gradients { get; init; }
}

/// <summary>An input of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Dropout">When not 0, the input is a dropout mask of this rate, and the engine fills it.</param>
internal sealed record InputSpec(string Name, ElementType Type, int[] Shape, float Dropout);

/// <summary>An output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record OutputSpec(string Name, ElementType Type, int[] Shape);

/// <summary>
/// Where the gradient of a parameter comes out: as a tensor of its shape, as gradients of the rows that were looked up,
/// which are yet to be added up by row, or as both.
/// </summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Dense">Output of the parameter's shape; null when there is none.</param>
/// <param name="Rows">Output [n, width]; null when nothing was looked up.</param>
/// <param name="Ids">Output [n]: the row number of each of <paramref name="Rows"/>; null with it.</param>
internal sealed record GradientSpec(string Parameter, string? Dense, string? Rows, string? Ids);
