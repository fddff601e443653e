namespace LlmRec.Learning.Engine.Graphs;

/// <summary>A tensor that lives outside the graph and is handed to every run.</summary>
/// <param name="Name">Its name; networks that name the same parameter share it.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Initial">Its values before training; null for a frozen one, whose values are given.</param>
/// <param name="Decays">Whether weight decay pulls it to zero.</param>
internal sealed record ParameterSpec(string Name, int[] Shape, Initial? Initial, bool Decays)
{
    /// <summary>How many numbers it holds.</summary>
    public int Size => Shape.Aggregate(1, (size, dimension) => checked(size * dimension));

    /// <summary>Whether it is trained.</summary>
    public bool Learns => Initial is not null;

    /// <summary>Whether it maps one hidden layer to another, so that Muon may update it.</summary>
    public bool IsHiddenMatrix { get; init; }
}

/// <summary>The values of a parameter before training.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation; 0 for a constant.</param>
internal sealed record Initial(float Mean, float Deviation)
{
    /// <summary>All zeros.</summary>
    public static Initial Zeros { get; } = new(0, 0);

    /// <summary>All ones.</summary>
    public static Initial Ones { get; } = new(1, 0);

    /// <summary>Normally distributed around zero.</summary>
    public static Initial Normal(float deviation) => new(0, deviation);
}
