namespace LlmRec.Testing.Qdrant.Queries;

/// <summary>One list out of several.</summary>
internal static class Fusion
{
    /// <summary>Reciprocal rank fusion: the sum of 1 / (k − 1 + rank / weight), ranks from 1.</summary>
    public static IEnumerable<Hit> ByRank(IReadOnlyList<IReadOnlyList<Hit>> lists, float k, IReadOnlyList<float> weights) =>
        Summed(lists.Select((list, i) => list.Select((hit, rank) => hit with { Score = 1 / (k - 1 + ((rank + 1) / (i < weights.Count ? weights[i] : 1))) })));

    /// <summary>Distribution-based fusion: the sum of scores brought from mean ± 3 standard deviations to 0 … 1.</summary>
    public static IEnumerable<Hit> ByDistribution(IReadOnlyList<IReadOnlyList<Hit>> lists) => Summed(lists.Select(list =>
    {
        var mean = list.Count == 0 ? 0 : list.Average(h => h.Score);
        var deviation = list.Count < 2 ? 0 : MathF.Sqrt(list.Sum(h => (h.Score - mean) * (h.Score - mean)) / (list.Count - 1));
        return list.Select(h => h with { Score = deviation == 0 ? 0.5f : (h.Score - (mean - (3 * deviation))) / (6 * deviation) });
    }));

    private static IOrderedEnumerable<Hit> Summed(IEnumerable<IEnumerable<Hit>> lists) => lists
        .SelectMany(list => list)
        .GroupBy(hit => hit.Point.Id)
        .Select(same => new Hit(same.First().Point, same.Sum(h => h.Score)))
        .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Point.Id);
}
