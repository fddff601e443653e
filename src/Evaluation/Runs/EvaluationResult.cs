using LlmRec.Evaluation.Metrics;
using LlmRec.Evaluation.Protocols;
using LlmRec.Evaluation.Significance;
using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Evaluation.Runs;

/// <summary>What came of an evaluation, in the shape of the contract.</summary>
public sealed record EvaluationResult
{
    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The protocol's name.</summary>
    public required string Protocol { get; init; }

    /// <summary>What was scored: <c>test</c>, or <c>validation</c> in development.</summary>
    public required string Part { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The encoder of the text vectors, name and version; null when no model asked for vectors.</summary>
    public string? Encoder { get; init; }

    /// <summary><c>real</c> or <c>order-index</c>.</summary>
    public required string Time { get; init; }

    /// <summary>Users in the dataset.</summary>
    public required int Users { get; init; }

    /// <summary>Items in the dataset.</summary>
    public required int Items { get; init; }

    /// <summary>Likes trained on.</summary>
    public required long TrainingLikes { get; init; }

    /// <summary>Lines of the dataset passed over.</summary>
    public required int Rejected { get; init; }

    /// <summary>The share of test targets that lie in the history scored from; each is a miss.</summary>
    public required double TargetInHistory { get; init; }

    /// <summary>Test targets that were not scored because nothing is known of their user before.</summary>
    public required int WithoutHistory { get; init; }

    /// <summary>How much new items are favoured, calibrated inside training; null without <c>--cold</c> or without a fusion.</summary>
    public NewItemCalibration? NewItemBoost { get; init; }

    /// <summary>What the fusion learned; null without one.</summary>
    public FusionExplanation? Fusion { get; init; }

    /// <summary>The models, as asked for.</summary>
    public required IReadOnlyList<ModelResult> Models { get; init; }

    /// <summary>Every pair of models, tested.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }
}

/// <summary>What came of one model.</summary>
public sealed record ModelResult
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the training took.</summary>
    public required TrainCost Train { get; init; }

    /// <summary>Seconds to score and rank all test targets.</summary>
    public required double ScoreSeconds { get; init; }

    /// <summary>By metric: a 95 % interval over all targets, users resampled.</summary>
    public required IReadOnlyDictionary<string, double[]> Intervals { get; init; }

    /// <summary>Metrics over all targets.</summary>
    public required IReadOnlyDictionary<string, double> All { get; init; }

    /// <summary>Over targets whose item is popular.</summary>
    public required IReadOnlyDictionary<string, double> Head { get; init; }

    /// <summary>Over targets whose item is not.</summary>
    public required IReadOnlyDictionary<string, double> Tail { get; init; }

    /// <summary>Over targets whose item was made cold.</summary>
    public required IReadOnlyDictionary<string, double> Cold { get; init; }

    /// <summary>Over targets whose item has no training interaction for another reason.</summary>
    public required IReadOnlyDictionary<string, double> Unseen { get; init; }

    /// <summary>By the length of the history scored from.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Activity { get; init; }
}

/// <summary>What a training took.</summary>
/// <param name="Seconds">Wall time; for a mixture, its members' included.</param>
/// <param name="PeakMb">The most memory the process held meanwhile, in MiB, the dataset included.</param>
public sealed record TrainCost(double Seconds, double PeakMb);

/// <summary>A result together with the outcomes behind it.</summary>
/// <param name="Result">What is reported.</param>
/// <param name="Targets">The test targets.</param>
/// <param name="Outcomes">By model: how it did on each target.</param>
public sealed record EvaluationRun(EvaluationResult Result, IReadOnlyList<Target> Targets, IReadOnlyDictionary<string, TargetOutcome[]> Outcomes);
