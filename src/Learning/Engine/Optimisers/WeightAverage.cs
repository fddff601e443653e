using System.Numerics;
using System.Runtime.InteropServices;
using LlmRec.Learning.Engine.Training;

namespace LlmRec.Learning.Engine.Optimisers;

/// <summary>
/// A running average of the weights, which generalises better than the last ones (Polyak and Juditsky, 1992; as an
/// exponential average: Tarvainen and Valpola, Mean teachers, 2017).
/// </summary>
/// <param name="memory">How much of the average stays at each step, 0 to less than 1; 0 for the weights themselves.</param>
internal sealed class WeightAverage(float memory)
{
    private const int Stretch = 1 << 15;

    /// <summary>Takes a step's weights in.</summary>
    /// <param name="average">The average so far.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="step">The step, from 0; the first ones count more, as the start is far off.</param>
    /// <param name="threads">Threads at most.</param>
    public void Add(Weights average, Weights weights, long step, int threads)
    {
        var keep = Math.Min(memory, (1 + step) / (10f + step));
        // By stretches, not by weights: one table of items can be nearly all there is.
        var stretches = average.Learning.SelectMany(to => Enumerable.Range(0, (to.Values.Length + Stretch - 1) / Stretch).Select(i => (To: to, From: i * Stretch)));
        Parallel.ForEach(stretches, new ParallelOptions { MaxDegreeOfParallelism = threads }, stretch =>
        {
            var length = Math.Min(Stretch, stretch.To.Values.Length - stretch.From);
            Mix(stretch.To.Values.AsSpan(stretch.From, length), weights[stretch.To.Spec.Name].Values.AsSpan(stretch.From, length), keep);
        });
    }

    private static void Mix(Span<float> to, ReadOnlySpan<float> from, float keep)
    {
        var toVectors = MemoryMarshal.Cast<float, Vector<float>>(to);
        var fromVectors = MemoryMarshal.Cast<float, Vector<float>>(from);
        for (var i = 0; i < toVectors.Length; i++)
        {
            toVectors[i] = (toVectors[i] * keep) + (fromVectors[i] * (1 - keep));
        }

        for (var i = toVectors.Length * Vector<float>.Count; i < to.Length; i++)
        {
            to[i] = (to[i] * keep) + (from[i] * (1 - keep));
        }
    }
}
