namespace LlmRec.Onnx.Graphs;

/// <summary>The element types that graphs are built of.</summary>
public enum ElementType
{
    /// <summary>32-bit floating point.</summary>
    Float = 1,

    /// <summary>Bytes: quantised weights.</summary>
    UInt8 = 2,

    /// <summary>32-bit integer.</summary>
    Int32 = 6,

    /// <summary>64-bit integer.</summary>
    Int64 = 7,

    /// <summary>Truth values.</summary>
    Bool = 9,

    /// <summary>16-bit floating point.</summary>
    Float16 = 10,
}

/// <summary>A tensor in a graph that is being built: the output of a node, an input, or a constant.</summary>
/// <param name="Name">Its name, unique in the graph.</param>
/// <param name="Type">Its element type.</param>
public sealed record GraphValue(string Name, ElementType Type);

/// <summary>A graph was built wrongly; the message names the operator and what does not fit.</summary>
public sealed class GraphException : Exception
{
    /// <param name="message">What does not fit.</param>
    public GraphException(string message)
        : base(message)
    {
    }
}
