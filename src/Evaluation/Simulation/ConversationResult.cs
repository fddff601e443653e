namespace LlmRec.Evaluation.Simulation;

/// <summary>How well simulated people find what they have in mind by talking.</summary>
public sealed record ConversationResult
{
    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Items of its catalogue.</summary>
    public required int Items { get; init; }

    /// <summary>Conversations with each policy, about the same targets.</summary>
    public required int N { get; init; }

    /// <summary>Messages after which a person gives up.</summary>
    public required int Turns { get; init; }

    /// <summary>Where targets and people's choices come from.</summary>
    public required int Seed { get; init; }

    /// <summary>The policies; the whole one first.</summary>
    public required IReadOnlyList<PolicyResult> Policies { get; init; }

    /// <summary>The whole policy less each other.</summary>
    public required IReadOnlyList<PolicyDifference> Differences { get; init; }

    /// <summary>Seconds that the conversations took, without import and embedding.</summary>
    public required double Seconds { get; init; }
}

/// <summary>How well one policy does.</summary>
public sealed record PolicyResult
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>By number of answers: the share of conversations in which the target was shown by then.</summary>
    public required IReadOnlyDictionary<int, Measured> Success { get; init; }

    /// <summary>By number of answers: the share in which the target was shown, or an item of all its kinds and its time of which all is true that was said.</summary>
    public required IReadOnlyDictionary<int, Measured> AsGood { get; init; }

    /// <summary>Answers until the target was shown, of those conversations in which it was; null when it never was.</summary>
    public required Measured? TurnsToSuccess { get; init; }

    /// <summary>Answers until the target was shown, or the person gave up.</summary>
    public required Measured TurnsSpent { get; init; }

    /// <summary>Questions asked in a conversation.</summary>
    public required Measured Questions { get; init; }

    /// <summary>Share of the questions about which something is known of the target; null when none was asked.</summary>
    public required Measured? Answerable { get; init; }

    /// <summary>Share of the questions one of whose options was right; null when none was asked.</summary>
    public required Measured? Offered { get; init; }

    /// <summary>Share of the statements that are not believed once they were answered; null where some are not meant to be heard.</summary>
    public required Measured? Misunderstood { get; init; }

    /// <summary>Share of the conversations in which something came to be believed that keeps the target from being shown.</summary>
    public required Measured RuledOut { get; init; }

    /// <summary>Share of the acceptances that were not answered with further items; null when there was none, or some are not meant to be heard.</summary>
    public required Measured? Accepted { get; init; }

    /// <summary>By the way conversations opened.</summary>
    public required IReadOnlyDictionary<string, OpeningResult> ByOpening { get; init; }
}

/// <summary>A mean with its 95 % interval, by resampling people.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">Its upper end.</param>
public sealed record Measured(double Value, double Low, double High);

/// <summary>Conversations that opened one way.</summary>
/// <param name="N">How many.</param>
/// <param name="Success">By number of answers: the share in which the target was shown by then.</param>
public sealed record OpeningResult(int N, IReadOnlyDictionary<int, double> Success);

/// <summary>The whole policy compared with one that lacks a part.</summary>
/// <param name="Against">The other.</param>
/// <param name="Metric"><c>success@k</c> or <c>turns</c>.</param>
/// <param name="Difference">The whole policy's mean less the other's.</param>
/// <param name="P">Two-sided p-value of a paired randomisation test by person.</param>
public sealed record PolicyDifference(string Against, string Metric, double Difference, double P);
