namespace LlmRec.Learning.Models.Sequence;

/// <summary>The size of a sequence network, once it is settled for the data; part of a saved model.</summary>
internal sealed record SequenceShape
{
    private const int LengthStep = 16;

    /// <summary>Width of all vectors.</summary>
    public required int Width { get; init; }

    /// <summary>Layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Events of a history that are looked at.</summary>
    public required int Length { get; init; }

    /// <summary>Dropout in training.</summary>
    public required float Dropout { get; init; }

    /// <summary>Settles what the options leave open.</summary>
    /// <exception cref="TrainingException">The options don't fit together.</exception>
    public static SequenceShape For(SequenceOptions options, IReadOnlyList<int[]> histories)
    {
        if (options.Width % options.Heads != 0)
        {
            throw new TrainingException($"Training:Sequence:Width is {options.Width}, which {options.Heads} heads don't divide. Choose a multiple.");
        }

        var lengths = histories.Select(h => h.Length).Where(l => l > 1).Order().ToArray();
        // Of the longest hundredth of the histories the last events are enough; for them, rows of everyone would grow.
        var usual = lengths.Length == 0 ? 1 : lengths[(int)((lengths.Length - 1) * 0.99)];
        var length = Math.Min(options.MaxLength, (usual + LengthStep - 1) / LengthStep * LengthStep);
        return new()
        {
            Width = options.Width,
            Layers = options.Layers,
            Heads = options.Heads,
            Length = length,
            Dropout = (float)(options.Dropout ?? AdaptedDropout(histories)),
        };
    }

    /// <summary>The share of items to hide: 0.6 where histories are short to 0.2 where they are long, as in BERT4Rec's §4.6.</summary>
    public static float MaskedShare(IReadOnlyList<int[]> histories) => (float)(0.6 - (0.4 * Density(histories)));

    /// <summary>0.5 where histories are short to 0.2 where they are long, as the SASRec paper found (§4.2).</summary>
    private static double AdaptedDropout(IReadOnlyList<int[]> histories) => 0.5 - (0.3 * Density(histories));

    /// <summary>From 0 for 20 events a user or fewer to 1 for 100 or more.</summary>
    private static double Density(IReadOnlyList<int[]> histories)
    {
        var mean = histories.Where(h => h.Length > 1).Select(h => (double)h.Length).DefaultIfEmpty(1).Average();
        return Math.Clamp(Math.Log(mean / 20) / Math.Log(5), 0, 1);
    }
}
