using System.Text.Json.Serialization;

namespace LlmRec.Evaluation.Dialogues;

/// <summary>How well what was recommended in dialogues is foreseen.</summary>
public sealed record DialogueResult
{
    /// <summary>Moments scored.</summary>
    public required int Turns { get; init; }

    /// <summary>Recommendations scored: a moment may have several.</summary>
    public required int Targets { get; init; }

    /// <summary>Share of the targets that ranks first.</summary>
    [JsonPropertyName("recall@1")]
    public required double Recall1 { get; init; }

    /// <summary>Share among the first ten.</summary>
    [JsonPropertyName("recall@10")]
    public required double Recall10 { get; init; }

    /// <summary>Share among the first fifty.</summary>
    [JsonPropertyName("recall@50")]
    public required double Recall50 { get; init; }

    /// <summary>Mean of one over the rank.</summary>
    public required double Mrr { get; init; }

    /// <summary>What became of targets that were named before: <c>excluded</c>.</summary>
    public string Repeats { get; } = "excluded";

    /// <summary>Their share of all targets.</summary>
    public required double RepeatShare { get; init; }

    /// <summary>Dialogues learned from: the mean over folds.</summary>
    public required double TrainingDialogues { get; init; }

    /// <summary>The encoder.</summary>
    public required string Encoder { get; init; }

    /// <summary>Seconds in all.</summary>
    public required double Seconds { get; init; }

    /// <summary>What each part of the model counts, where three items or more were named; of the last fold.</summary>
    public required IReadOnlyDictionary<string, double> Learned { get; init; }
}
