namespace LlmRec.Evaluation.Metrics;

/// <summary>The metrics of a single target; what is reported are means of these.</summary>
public static class TargetMetrics
{
    /// <summary>The lengths of list that are reported.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [5, 10, 20, Ranking.Longest];

    /// <summary>1 when the target is among the first k: with one target a list, recall.</summary>
    public static double Recall(TargetOutcome outcome, int k) => IsWithin(outcome, k) ? 1 : 0;

    /// <summary>1/log2(1 + rank) within the first k, else 0 (Järvelin and Kekäläinen, TOIS 2002; one relevant item, so the ideal is 1).</summary>
    public static double Ndcg(TargetOutcome outcome, int k) => IsWithin(outcome, k) ? 1 / Math.Log2(1 + outcome.Rank) : 0;

    /// <summary>1/rank within the first k, else 0 (Voorhees, TREC-8, 1999).</summary>
    public static double ReciprocalRank(TargetOutcome outcome, int k) => IsWithin(outcome, k) ? 1.0 / outcome.Rank : 0;

    /// <summary>The share of competing items that stand behind the target: the area under its ROC curve, ties against the model.</summary>
    public static double Auc(TargetOutcome outcome) => outcome.Rank == 0 ? 0
        : outcome.Competitors == 0 ? 1
        : 1 - ((outcome.Rank - 1.0) / outcome.Competitors);

    private static bool IsWithin(TargetOutcome outcome, int k) => outcome.Rank > 0 && outcome.Rank <= k;
}
