using LlmRec.Learning.Models;

namespace LlmRec.Learning.Decoder;

/// <summary>The size of a decoder: everything its weights' shapes follow from. Part of a saved model.</summary>
public sealed record DecoderShape
{
    /// <summary>What is added to the mean square in its norms.</summary>
    public const float NormEpsilon = 1e-6f;

    /// <summary>Tokens that are known.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int Width { get; init; }

    /// <summary>Layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Width of a head.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Inner width of the feed-forward part.</summary>
    public required int Inner { get; init; }

    /// <summary>Longest text in tokens.</summary>
    public required int Length { get; init; }

    /// <summary>Base of the rotary frequencies.</summary>
    public double RotaryBase { get; init; } = 10_000;

    /// <summary>The size that options ask for.</summary>
    /// <exception cref="TrainingException">They don't fit together.</exception>
    public static DecoderShape For(DecoderOptions options, int vocabulary)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Heads % options.KeyValueHeads != 0 || options.HeadWidth % 2 != 0)
        {
            throw new TrainingException(
                $"Training:Decoder: {options.Heads} heads must be a multiple of {options.KeyValueHeads} key-value heads, and the head's width {options.HeadWidth} even.");
        }

        return new()
        {
            Vocabulary = vocabulary,
            Width = options.Width,
            Layers = options.Layers,
            Heads = options.Heads,
            KeyValueHeads = options.KeyValueHeads,
            HeadWidth = options.HeadWidth,
            Inner = options.Inner,
            Length = options.Length,
        };
    }
}
