namespace LlmRec.Evaluation.Metrics;

/// <summary>How a model did on one target.</summary>
/// <param name="Rank">The target's place among all items that compete, from 1; 0 for a miss because the target lies in the history.</param>
/// <param name="Competitors">Items that compete with the target, itself left out.</param>
/// <param name="Top">The best items, best first; at most <see cref="Ranking.Longest"/>.</param>
public readonly record struct TargetOutcome(int Rank, int Competitors, int[] Top);
