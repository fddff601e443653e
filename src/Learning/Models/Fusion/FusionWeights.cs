namespace LlmRec.Learning.Models.Fusion;

/// <summary>
/// The weights of a fusion. A feature counts base + (what the kind of user adds) + (what the kind of item adds), none of
/// them negative: a higher score of any member never lowers an item. Facts about an item have a weight of either sign.
/// </summary>
internal sealed class FusionWeights
{
    // For each feature: one base, then the kinds of user, then the kinds of item.
    private static readonly int APart = 1 + Context.Users.Count + Context.Items.Count;

    /// <param name="features">How many features there are.</param>
    public FusionWeights(int features)
    {
        Features = features;
        Values = new double[(features * APart) + Context.Facts.Count];
    }

    /// <summary>How many features there are.</summary>
    public int Features { get; }

    /// <summary>All weights in one row, as the optimiser sees them.</summary>
    public double[] Values { get; }

    /// <summary>The bounds: 0 for features, none for facts.</summary>
    public double[] Lower => [.. Enumerable.Range(0, Values.Length).Select(i => i < Features * APart ? 0 : double.NegativeInfinity)];

    /// <summary>What a feature counts for a kind of user and a kind of item.</summary>
    public static double Of(ReadOnlySpan<double> values, int feature, int userKind, int itemKind) =>
        values[feature * APart] + values[(feature * APart) + 1 + userKind] + values[(feature * APart) + 1 + Context.Users.Count + itemKind];

    /// <summary>Hands a feature's gradient on to the three weights it is made of.</summary>
    public static void AddGradient(Span<double> gradient, int feature, int userKind, int itemKind, double amount)
    {
        gradient[feature * APart] += amount;
        gradient[(feature * APart) + 1 + userKind] += amount;
        gradient[(feature * APart) + 1 + Context.Users.Count + itemKind] += amount;
    }

    /// <summary>Where the weight of a fact stands.</summary>
    public int FactAt(int fact) => (Features * APart) + fact;

    /// <summary>How much a weight is held near 0, relative to a base weight: circumstances must earn their say.</summary>
    public double Stiffness(int index) => index >= Features * APart ? 0.1 : index % APart == 0 ? 1 : 10;
}
