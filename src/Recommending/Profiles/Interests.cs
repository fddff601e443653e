using System.Numerics.Tensors;

namespace LlmRec.Recommending.Profiles;

/// <summary>A group of liked items that are about the same thing.</summary>
/// <param name="Members">Its items, heaviest first.</param>
/// <param name="Weight">The sum of their weights.</param>
public sealed record Interest(IReadOnlyList<WeightedItem> Members, float Weight);

/// <summary>
/// Splits what a user likes into several interests instead of one mean that lies between them: agglomerative clustering
/// with Ward's criterion (Ward 1963; PinnerSage, Pal et al., KDD 2020, §3.2), down to √(n/2) groups, five at most.
/// </summary>
public static class Interests
{
    private const int MostItems = 60;
    private const int MostInterests = 5;

    /// <summary>Clusters liked items by their vectors.</summary>
    /// <param name="likes">Liked items, most recent first; beyond the first 60 they are left out.</param>
    /// <param name="vectorOf">A unit vector of an item; null when it has none, then the item is left out.</param>
    /// <returns>The interests, heaviest first.</returns>
    public static IReadOnlyList<Interest> Of(IReadOnlyList<WeightedItem> likes, Func<int, float[]?> vectorOf)
    {
        ArgumentNullException.ThrowIfNull(likes);
        ArgumentNullException.ThrowIfNull(vectorOf);
        var clusters = likes.Take(MostItems)
            .Select(like => (like, Vector: vectorOf(like.Item)))
            .Where(l => l.Vector is not null)
            .Select(l => new Cluster([l.like], l.Vector!))
            .ToList();
        var wanted = Math.Clamp((int)Math.Round(Math.Sqrt(clusters.Count / 2.0)), 1, MostInterests);
        while (clusters.Count > wanted)
        {
            var (first, second) = Closest(clusters);
            clusters[first] = Merge(clusters[first], clusters[second]);
            clusters.RemoveAt(second);
        }

        return [.. clusters
            .Select(c => new Interest([.. c.Members.OrderByDescending(m => m.Weight)], c.Members.Sum(m => m.Weight)))
            .OrderByDescending(i => i.Weight)];
    }

    private static (int First, int Second) Closest(List<Cluster> clusters)
    {
        var best = (First: 0, Second: 1);
        var bestCost = float.PositiveInfinity;
        for (var i = 0; i < clusters.Count; i++)
        {
            for (var j = i + 1; j < clusters.Count; j++)
            {
                var cost = clusters[i].CostOfMerging(clusters[j]);
                if (cost < bestCost)
                {
                    (bestCost, best) = (cost, (i, j));
                }
            }
        }

        return best;
    }

    private static Cluster Merge(Cluster a, Cluster b)
    {
        var mean = new float[a.Mean.Length];
        float total = a.Members.Count + b.Members.Count;
        TensorPrimitives.Multiply(a.Mean, a.Members.Count / total, mean);
        TensorPrimitives.MultiplyAdd(b.Mean, b.Members.Count / total, mean, mean);
        return new([.. a.Members, .. b.Members], mean);
    }

    private sealed class Cluster(IReadOnlyList<WeightedItem> members, float[] mean)
    {
        // Costs against clusters that still exist stay valid: both sides are immutable.
        private readonly Dictionary<Cluster, float> _costs = new(ReferenceEqualityComparer.Instance);

        public IReadOnlyList<WeightedItem> Members => members;

        public float[] Mean => mean;

        public float CostOfMerging(Cluster other)
        {
            if (!_costs.TryGetValue(other, out var cost))
            {
                var distance = TensorPrimitives.Distance(mean, other.Mean);
                cost = members.Count * other.Members.Count / (float)(members.Count + other.Members.Count) * distance * distance;
                _costs.Add(other, cost);
            }

            return cost;
        }
    }
}
