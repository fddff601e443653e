namespace LlmRec.Learning.Models.Fusion;

/// <summary>Training data in which some items were made cold, to learn how new items are to be treated without looking at any.</summary>
/// <param name="Data">The data without any interaction of these items.</param>
/// <param name="Cold">Validation events whose target is one of them.</param>
/// <param name="Warm">The other validation events.</param>
/// <param name="Items">The items made cold; taken out of the histories of the events too, and events whose history is empty then left out.</param>
public sealed record ColdInside(TrainingData Data, IReadOnlyList<HeldOut> Cold, IReadOnlyList<HeldOut> Warm, IReadOnlySet<int> Items)
{
    /// <summary>Makes a seeded share of the items that have interactions cold.</summary>
    /// <param name="data">The data.</param>
    /// <param name="share">The share, 0 to 1.</param>
    /// <param name="seed">Chooses the items.</param>
    public static ColdInside Of(TrainingData data, double share, int seed)
    {
        ArgumentNullException.ThrowIfNull(data);
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
        return new(inner, [.. validation[true]], warm, cold);
    }
}

/// <summary>What new items are calibrated on, where a caller has members that can't be trained from the data alone.</summary>
/// <param name="Inside">The data in which items were made cold.</param>
/// <param name="Members">Trainers of the fusion's members on that data, in the same order.</param>
public sealed record ColdTraining(ColdInside Inside, IReadOnlyList<IModelTrainer> Members);
