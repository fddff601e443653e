using LlmRec.Agents.Conversing.Understanding;

namespace LlmRec.Evaluation.Intents;

/// <summary>A seeker's turn, with what a service would know of it when it comes.</summary>
internal sealed record IntentMoment
{
    /// <summary>What was said.</summary>
    public required string Text { get; init; }

    /// <summary>What the service makes of it.</summary>
    public required IReadOnlyList<Act> Acts { get; init; }

    /// <summary>What the recommender did in the turn before, by its own labels: whoever recommends knows what it did.</summary>
    public required IReadOnlyList<string> Did { get; init; }

    /// <summary>Keys of the items that turn named.</summary>
    public required IReadOnlySet<int> Shown { get; init; }

    /// <summary>How many turns the seeker had before.</summary>
    public required int Before { get; init; }

    /// <summary>Whether the turn before showed something.</summary>
    public bool HasShown => Shown.Count > 0 || Did.Any(d => d is "REC-S" or "REC-E");

    /// <summary>Whether the turn before asked what is wanted.</summary>
    public bool HasAsked => Did.Any(d => d is "REQ" or "CLQ");
}

/// <summary>What is right, or was found, of a turn.</summary>
/// <param name="Intents">The top-level intents.</param>
/// <param name="Accepts">How surely it accepts a recommendation, from 0 to 1; from 0.5 it does.</param>
/// <param name="Rejects">How surely it rejects one.</param>
internal sealed record IntentLabels(IReadOnlySet<string> Intents, double Accepts, double Rejects);
