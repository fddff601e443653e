using System.Numerics;
using System.Runtime.InteropServices;

namespace LlmRec.Learning.Engine.Optimisers;

/// <summary>AdamW's settings (Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019, algorithm 2).</summary>
/// <param name="Decay">Weight decay, of the parameters that decay.</param>
/// <param name="Beta1">Memory of the mean.</param>
/// <param name="Beta2">Memory of the square.</param>
/// <param name="Epsilon">Added to the root.</param>
internal sealed record AdamWSettings(float Decay, float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f);

/// <summary>One pass over a stretch of numbers: every element by itself, so that any split over threads gives the same bits.</summary>
internal static class AdamW
{
    /// <summary>Updates weights and moments in place.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="mean">First moment.</param>
    /// <param name="square">Second moment.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="decays">Whether these weights decay.</param>
    /// <param name="scale">A factor of the gradient: clipping.</param>
    /// <param name="step">The step, from 1, for the correction of the start.</param>
    public static void Update(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> mean, Span<float> square,
        AdamWSettings settings, float rate, bool decays, float scale, long step)
    {
        // m̂ / (√v̂ + ε) with the corrections moved into the rate and into ε: one division less an element.
        var root = Math.Sqrt(1 - Math.Pow(settings.Beta2, step));
        var size = (float)(rate * root / (1 - Math.Pow(settings.Beta1, step)));
        var epsilon = (float)(settings.Epsilon * root);
        var keep = decays ? 1 - (rate * settings.Decay) : 1;
        var (b1, b2) = (settings.Beta1, settings.Beta2);

        var w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var m = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var v = MemoryMarshal.Cast<float, Vector<float>>(square);
        for (var i = 0; i < w.Length; i++)
        {
            var gi = g[i] * scale;
            m[i] = (m[i] * b1) + (gi * (1 - b1));
            v[i] = (v[i] * b2) + (gi * gi * (1 - b2));
            w[i] = (w[i] * keep) - (m[i] * size / (Vector.SquareRoot(v[i]) + new Vector<float>(epsilon)));
        }

        for (var i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            var gi = gradient[i] * scale;
            mean[i] = (mean[i] * b1) + (gi * (1 - b1));
            square[i] = (square[i] * b2) + (gi * gi * (1 - b2));
            weights[i] = (weights[i] * keep) - (mean[i] * size / (MathF.Sqrt(square[i]) + epsilon));
        }
    }
}
