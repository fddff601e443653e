namespace LlmRec.Evaluation.Intents;

/// <summary>How well it is understood what people in labelled dialogues intend.</summary>
public sealed record IntentResult
{
    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Dialogues.</summary>
    public required int Dialogues { get; init; }

    /// <summary>Turns of seekers, each scored once.</summary>
    public required int Turns { get; init; }

    /// <summary>Folds; a dialogue is in one.</summary>
    public required int Folds { get; init; }

    /// <summary>Where the folds come from.</summary>
    public required int Seed { get; init; }

    /// <summary>One for each way of understanding.</summary>
    public required IReadOnlyList<IntentRow> Rows { get; init; }

    /// <summary>Seconds in all.</summary>
    public required double Seconds { get; init; }
}

/// <summary>How well one way of understanding does.</summary>
public sealed record IntentRow
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The mean of the intents' F1, over the turns of all folds together.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>The same in each fold.</summary>
    public required IReadOnlyList<double> MacroF1ByFold { get; init; }

    /// <summary>By intent.</summary>
    public required IReadOnlyDictionary<string, IntentScore> Intents { get; init; }

    /// <summary>What was meant, and what was found instead: by turn, each intent missed is shared out over those found too many. <see cref="IntentMeasures.Nothing"/> stands for none.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Confusion { get; init; }

    /// <summary>Acceptance and rejection of what was recommended.</summary>
    public required AcceptRejectScore AcceptReject { get; init; }
}

/// <summary>How well one intent is found.</summary>
/// <param name="Precision">Share of those found that is right.</param>
/// <param name="Recall">Share of those there that is found.</param>
/// <param name="F1">Their harmonic mean.</param>
/// <param name="Turns">Turns that have it.</param>
public sealed record IntentScore(double Precision, double Recall, double F1, int Turns);

/// <summary>How well accepting and rejecting are told apart.</summary>
/// <param name="Accuracy">Share of the turns that do one of both (turns that do both are left out) in which the right one was surer; neither surer is wrong.</param>
/// <param name="Turns">Those turns.</param>
/// <param name="AccuracyOfThree">Share of all turns (but those that do both) that is rightly said to accept, to reject or to do neither.</param>
/// <param name="Confusion">Of these: what is right, and what was found.</param>
public sealed record AcceptRejectScore(double Accuracy, int Turns, double AccuracyOfThree, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Confusion);
