namespace LlmRec.Evaluation.Runs;

/// <summary>What to evaluate.</summary>
public sealed record EvaluationRequest
{
    /// <summary>The data folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>A name of <see cref="Protocols.ProtocolRule.All"/>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Names of models, each once.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The share of the items to make cold; 0 for none.</summary>
    public double Cold { get; init; }

    /// <summary>How much the fusion favours items without interactions, in log-odds; null for what calibration chooses with <see cref="Cold"/>, else 0.</summary>
    public double? NewItemBoost { get; init; }

    /// <summary>Where all randomness comes from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Scores the validation part instead of the test part: for development. What validation chose looks better there than it is.</summary>
    public bool OnValidation { get; init; }
}
