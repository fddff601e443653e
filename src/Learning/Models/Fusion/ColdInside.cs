namespace LlmRec.Learning.Models.Fusion;

/// <summary>Training data in which some items were made cold, to learn how new items are to be treated without looking at any.</summary>
/// <param name="Data">The data without any interaction of these items.</param>
/// <param name="Cold">Validation events whose target is one of them.</param>
/// <param name="Warm">The other validation events.</param>
internal sealed record ColdInside(TrainingData Data, IReadOnlyList<HeldOut> Cold, IReadOnlyList<HeldOut> Warm)
{
    /// <summary>Makes a seeded share of the items that have interactions cold.</summary>
    public static ColdInside Of(TrainingData data, double share, int seed)
    {
        var known = data.Histories.SelectMany(h => h).Distinct().Order().ToArray();
        new Random(seed).Shuffle(known);
        var cold = known[..(int)Math.Ceiling(share * known.Length)].ToHashSet();
        int[] Warm(int[] history) => [.. history.Where(i => !cold.Contains(i))];
        var validation = data.Validation.Select(v => v with { History = Warm(v.History) }).Where(v => v.History.Length > 0).ToLookup(v => cold.Contains(v.Target));
        HeldOut[] warm = [.. validation[false]];
        var inner = data with
        {
            Histories = [.. data.Histories.Select(Warm)],
            Times = data.Times is { } times ? [.. times.Select((t, user) => t.Where((_, i) => !cold.Contains(data.Histories[user][i])).ToArray())] : null,
            Validation = warm,
        };
        return new(inner, [.. validation[true]], warm);
    }
}
