using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Collections;

internal enum Distance
{
    Cosine,
    Dot,
    Euclid,
    Manhattan,
}

/// <summary>What vectors a collection holds, and how two of them are compared.</summary>
internal sealed record VectorParams(int Size, Distance Distance)
{
    /// <summary>A higher score is nearer.</summary>
    public bool HigherIsNearer => Distance is Distance.Cosine or Distance.Dot;

    /// <exception cref="QdrantError">The vector has another dimension.</exception>
    public void Check(float[] vector)
    {
        if (vector.Length != Size)
        {
            throw QdrantError.WrongInput($"Vector dimension error: expected dim: {Size}, got {vector.Length}");
        }
    }

    /// <summary>The vector as it is stored and searched with.</summary>
    public float[] Prepared(float[] vector)
    {
        var norm = Distance == Distance.Cosine ? MathF.Sqrt(Sum(vector, vector)) : 0;
        return norm == 0 ? vector : [.. vector.Select(v => v / norm)];
    }

    public float Score(float[] a, float[] b) => Distance switch
    {
        Distance.Euclid => MathF.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum()),
        Distance.Manhattan => a.Zip(b, (x, y) => MathF.Abs(x - y)).Sum(),
        _ => Sum(a, b),
    };

    private static float Sum(float[] a, float[] b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
