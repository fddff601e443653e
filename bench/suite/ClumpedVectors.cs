using System.Numerics.Tensors;

namespace LlmRec.Bench;

/// <summary>Seeded vectors of unit length around a hundred centres: near neighbours stand out, as among vectors of texts.</summary>
internal sealed class ClumpedVectors
{
    private const int Centres = 100;
    private const float Spread = 1;

    private readonly int _dimension;
    private readonly int _seed;
    private readonly float[][] _centres;
    private readonly Random _queries;

    public ClumpedVectors(int dimension, int seed)
    {
        _dimension = dimension;
        _seed = seed;
        var random = new Random(seed);
        _centres = [.. Enumerable.Range(0, Centres).Select(_ => Unit(Normal(random)))];
        _queries = new(seed + 1);
    }

    /// <summary>The same rows at every call.</summary>
    public IEnumerable<float[]> Rows(int count)
    {
        var random = new Random(_seed + 2);
        return Enumerable.Range(0, count).Select(_ => Near(random));
    }

    /// <summary>Other queries at every call.</summary>
    public IReadOnlyList<float[]> Queries(int count) => [.. Enumerable.Range(0, count).Select(_ => Near(_queries))];

    private float[] Near(Random random)
    {
        var vector = Unit(Normal(random));
        TensorPrimitives.Multiply(vector, Spread, vector);
        TensorPrimitives.Add(vector, _centres[random.Next(Centres)], vector);
        return Unit(vector);
    }

    private float[] Normal(Random random)
    {
        var vector = new float[_dimension];
        for (var i = 0; i < vector.Length; i += 2)
        {
            // Box and Muller (1958).
            var (radius, angle) = (MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())), 2 * MathF.PI * random.NextSingle());
            (vector[i], vector[i + 1]) = (radius * MathF.Cos(angle), radius * MathF.Sin(angle));
        }

        return vector;
    }

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
