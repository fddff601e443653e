using System.Numerics.Tensors;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>What a <see cref="VectorQuery"/> is compared by.</summary>
internal static class QueryVector
{
    /// <summary>The query's vector, centred and of unit length; null when all its examples are unknown.</summary>
    public static float[]? Of(VectorQuery query, Snapshot snapshot, Func<int, ReadOnlyMemory<float>> read)
    {
        if (query.Vector is { } given)
        {
            var vector = given.ToArray();
            snapshot.Space.Transform(vector, query.IsOwners);
            return vector;
        }

        if (Average(query.Positives, snapshot, read) is not { } positive)
        {
            return null;
        }

        if (Average(query.Negatives, snapshot, read) is { } negative)
        {
            TensorPrimitives.Multiply(positive, 2, positive);
            TensorPrimitives.Subtract(positive, negative, positive);
        }

        var norm = TensorPrimitives.Norm<float>(positive);
        TensorPrimitives.Divide(positive, norm > 0 ? norm : 1, positive);
        return positive;
    }

    private static float[]? Average(IReadOnlyList<int> keys, Snapshot snapshot, Func<int, ReadOnlyMemory<float>> read)
    {
        var sum = new float[snapshot.Space.Dimension];
        var count = 0;
        foreach (var key in keys)
        {
            if (read(key) is { IsEmpty: false } vector)
            {
                TensorPrimitives.Add(sum, vector.Span, sum);
                count++;
            }
        }

        TensorPrimitives.Divide(sum, Math.Max(1, count), sum);
        return count > 0 ? sum : null;
    }
}
