using System.Numerics.Tensors;

namespace LlmRec.Tests.Learning.Layout;

/// <summary>Seeded points of unit length around centres, and who is near whom.</summary>
internal sealed class Cloud
{
    public Cloud(int count, int dimension, int centres, float spread, int seed)
    {
        var random = new Random(seed);
        float[] Normal() => [.. Enumerable.Range(0, dimension).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
        float[] Unit(float[] vector)
        {
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            return vector;
        }

        var middles = Enumerable.Range(0, centres).Select(_ => Unit(Normal())).ToArray();
        Clumps = [.. Enumerable.Range(0, count).Select(i => i % centres)];
        Points = [.. Clumps.Select(c => Unit([.. Unit(Normal()).Zip(middles[c], (x, m) => (spread * x) + m)]))];
    }

    public float[][] Points { get; }

    public int[] Clumps { get; }

    /// <summary>Each point's nearest, point × each, and how far they are.</summary>
    public (int[] Neighbours, float[] Distances) Nearest(int each)
    {
        var found = Points.Select((p, i) => Points.Select((q, j) => (Other: j, Far: 1 - TensorPrimitives.Dot<float>(p, q))).Where(n => n.Other != i).OrderBy(n => n.Far).Take(each).ToList()).ToList();
        return ([.. found.SelectMany(f => f.Select(n => n.Other))], [.. found.SelectMany(f => f.Select(n => Math.Max(0, n.Far)))]);
    }

    /// <summary>Where the points lie along their leading axes.</summary>
    public float[] AlongAxes(int seed = 1)
    {
        var axes = new LlmRec.Learning.Layout.PrincipalAxes(Points[0].Length);
        Array.ForEach(Points, p => axes.Add(p));
        var leading = axes.Leading(2, seed);
        return [.. Points.SelectMany(p => leading.Select(axis => TensorPrimitives.Dot<float>(p, axis)))];
    }

    /// <summary>Of each point's nearest, the share that are among as many nearest in the plane.</summary>
    public double Kept(ReadOnlySpan<float> places, int each)
    {
        var there = Nearest(each).Neighbours;
        var plane = places.ToArray();
        return Enumerable.Range(0, Points.Length).Average(i =>
        {
            var near = Enumerable.Range(0, Points.Length).Where(j => j != i).OrderBy(j => Math.Pow(plane[2 * i] - plane[2 * j], 2) + Math.Pow(plane[(2 * i) + 1] - plane[(2 * j) + 1], 2)).Take(each);
            return near.Intersect(there.Skip(i * each).Take(each)).Count() / (double)each;
        });
    }
}
