using LlmRec.Learning.Decoder;

namespace LlmRec.Reclm.Training;

/// <summary>What the recipe makes. Its defaults are the shipped model.</summary>
internal sealed record RecipeOptions
{
    /// <summary>Where everything random comes from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Samples that are learned from, each seen once.</summary>
    public int Samples { get; init; } = 45_000;

    /// <summary>Samples by whose loss the model is judged.</summary>
    public int HeldOut { get; init; } = 400;

    /// <summary>Samples that the tokenizer is learned from.</summary>
    public int TokenizerSamples { get; init; } = 12_000;

    /// <summary>Tokens of the tokenizer.</summary>
    public int Vocabulary { get; init; } = 2_000;

    /// <summary>The decoder and its training. One sample in a hundred is longer, and longer rows are slower.</summary>
    public DecoderOptions Decoder { get; init; } = new() { Length = 384 };

    /// <summary>Tokens of request and answer together that the model takes. Its positions are relative, so this may be more than it was trained on.</summary>
    public int Context { get; init; } = 512;

    /// <summary>Folder for checkpoints and what comes between: a second start goes on from there.</summary>
    public required string Work { get; init; }

    /// <summary>Folder of the model.</summary>
    public required string Output { get; init; }

    /// <summary>Folders with real catalogues (<c>items.jsonl</c> or <c>items.jsonl.gz</c>) to measure on; none of them is learned from.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Whether what was made the last time is measured, and nothing made anew.</summary>
    public bool OnlyMeasures { get; init; }

    /// <summary>Explanations that are measured in each catalogue.</summary>
    public int Measured { get; init; } = 300;
}
