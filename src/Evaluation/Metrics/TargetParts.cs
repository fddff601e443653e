using LlmRec.Evaluation.Protocols;

namespace LlmRec.Evaluation.Metrics;

/// <summary>Parts of the targets that are reported on their own, as indexes.</summary>
public sealed record TargetParts
{
    /// <summary>By the target's item: <c>head</c>, <c>tail</c>, <c>cold</c> and <c>unseen</c>; every target is in one.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<int>> ByItem { get; init; }

    /// <summary>By the length of the history scored from.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<int>> ByActivity { get; init; }

    /// <summary>
    /// Tells the parts apart. <c>head</c>: the most popular items that gather half of the training interactions (items as
    /// popular as the last of them included); <c>tail</c>: the others with at least one; <c>cold</c>: made cold by <c>--cold</c>;
    /// <c>unseen</c>: without a training interaction for another reason.
    /// </summary>
    public static TargetParts Of(IReadOnlyList<Target> targets, bool[] isCold, int[] counts)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(isCold);
        ArgumentNullException.ThrowIfNull(counts);
        var least = LeastOfHead(counts);
        string Item(int i) => targets[i].Item is var item && isCold[item] ? "cold" : counts[item] == 0 ? "unseen" : counts[item] >= least ? "head" : "tail";
        string Activity(int i) => targets[i].History.Length switch { < 5 => "1-4", < 10 => "5-9", < 20 => "10-19", _ => "20+" };
        return new()
        {
            ByItem = By(targets.Count, Item, ["head", "tail", "cold", "unseen"]),
            ByActivity = By(targets.Count, Activity, ["1-4", "5-9", "10-19", "20+"]),
        };
    }

    private static Dictionary<string, IReadOnlyList<int>> By(int targets, Func<int, string> part, string[] names)
    {
        var of = Enumerable.Range(0, targets).ToLookup(part);
        return names.ToDictionary(n => n, n => (IReadOnlyList<int>)[.. of[n]]);
    }

    private static int LeastOfHead(int[] counts)
    {
        var half = counts.Sum(c => (long)c) / 2.0;
        var gathered = 0L;
        foreach (var count in counts.OrderDescending())
        {
            gathered += count;
            if (gathered >= half)
            {
                return Math.Max(1, count);
            }
        }

        return 1;
    }
}
