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
    /// <summary>The most likes that are looked at.</summary>
    public const int MostItems = 60;

    private const int MostInterests = 5;

    /// <summary>Clusters liked items by their vectors.</summary>
    /// <param name="likes">Liked items, most recent first; beyond the first 60 they are left out.</param>
    /// <param name="vectorOf">A unit vector of an item; empty when it has none, then the item is left out.</param>
    /// <returns>The interests, heaviest first.</returns>
    public static IReadOnlyList<Interest> Of(IReadOnlyList<WeightedItem> likes, Func<int, ReadOnlyMemory<float>> vectorOf)
    {
        ArgumentNullException.ThrowIfNull(likes);
        ArgumentNullException.ThrowIfNull(vectorOf);
        var members = new List<List<WeightedItem>>();
        var vectors = new List<ReadOnlyMemory<float>>();
        foreach (var like in likes.Take(MostItems))
        {
            if (vectorOf(like.Item) is { IsEmpty: false } vector)
            {
                members.Add([like]);
                vectors.Add(vector);
            }
        }

        var costs = CostsOfMerging(vectors);
        var wanted = Math.Clamp((int)Math.Round(Math.Sqrt(members.Count / 2.0)), 1, MostInterests);
        for (var left = members.Count; left > wanted; left--)
        {
            Merge(Cheapest(costs, members), costs, members);
        }

        return [.. members
            .Where(m => m.Count > 0)
            .Select(m => new Interest([.. m.OrderByDescending(like => like.Weight)], m.Sum(like => like.Weight)))
            .OrderByDescending(interest => interest.Weight)];
    }

    /// <summary>Ward's cost of merging two clusters, here of one item each: half the squared distance.</summary>
    private static float[,] CostsOfMerging(List<ReadOnlyMemory<float>> vectors)
    {
        var costs = new float[vectors.Count, vectors.Count];
        for (var i = 0; i < vectors.Count; i++)
        {
            for (var j = i + 1; j < vectors.Count; j++)
            {
                // Of unit vectors |a − b|²/2 is 1 − a·b.
                costs[i, j] = costs[j, i] = 1 - TensorPrimitives.Dot(vectors[i].Span, vectors[j].Span);
            }
        }

        return costs;
    }

    private static (int First, int Second) Cheapest(float[,] costs, List<List<WeightedItem>> members)
    {
        var best = (First: -1, Second: -1);
        var bestCost = float.PositiveInfinity;
        for (var i = 0; i < members.Count; i++)
        {
            for (var j = i + 1; j < members.Count && members[i].Count > 0; j++)
            {
                if (members[j].Count > 0 && costs[i, j] < bestCost)
                {
                    (bestCost, best) = (costs[i, j], (i, j));
                }
            }
        }

        return best;
    }

    /// <summary>Merges the second cluster into the first; costs follow by the recurrence of Lance and Williams (1967) for Ward's criterion.</summary>
    private static void Merge((int First, int Second) pair, float[,] costs, List<List<WeightedItem>> members)
    {
        var (first, second) = pair;
        float a = members[first].Count, b = members[second].Count;
        for (var k = 0; k < members.Count; k++)
        {
            float c = members[k].Count;
            if (k != first && k != second && c > 0)
            {
                costs[first, k] = costs[k, first] = (((a + c) * costs[first, k]) + ((b + c) * costs[second, k]) - (c * costs[first, second])) / (a + b + c);
            }
        }

        members[first].AddRange(members[second]);
        members[second].Clear();
    }
}
