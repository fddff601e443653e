using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LlmRec.Learning.Engine.Training;

/// <summary>
/// Random numbers as a function of a key and a position, with no state (Salmon et al., Parallel Random Numbers: As Easy as
/// 1, 2, 3, SC 2011): the same on any number of threads and vector widths, and after any restart the step number is all that
/// must be known. Mixing of 32 bits after Wellons, "Prospecting for hash functions" (2018).
/// </summary>
internal static class CounterRandom
{
    private const uint First = 0x7feb352d;
    private const uint Second = 0x846ca68b;

    /// <summary>One key from several numbers.</summary>
    public static ulong Key(params ReadOnlySpan<long> parts)
    {
        var key = 0x9e3779b97f4a7c15ul;
        foreach (var part in parts)
        {
            // SplitMix64's finaliser (Steele et al., 2014).
            key = (key ^ (ulong)part) + 0x9e3779b97f4a7c15ul;
            key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9ul;
            key = (key ^ (key >> 27)) * 0x94d049bb133111ebul;
            key ^= key >> 31;
        }

        return key;
    }

    /// <summary>32 random bits.</summary>
    public static uint Bits(ulong key, uint position)
    {
        var x = position + (uint)key;
        x = (x ^ (x >> 16)) * First;
        x = ((x ^ (uint)(key >> 32)) ^ (x >> 15)) * Second;
        return x ^ (x >> 16);
    }

    /// <summary>Fills a dropout mask: 0 for a share of the places, 1 / (1 − share) for the others.</summary>
    public static void FillMask(Span<float> mask, ulong key, float rate)
    {
        var kept = 1 / (1 - rate);
        var threshold = (uint)Math.Min(uint.MaxValue, rate * 4294967296.0);
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(mask);
        var (low, high) = (Vector256.Create((uint)key), Vector256.Create((uint)(key >> 32)));
        var position = Vector256<uint>.Indices;
        for (var i = 0; i < vectors.Length; i++)
        {
            var x = position + low;
            x = (x ^ (x >>> 16)) * Vector256.Create(First);
            x = (x ^ high ^ (x >>> 15)) * Vector256.Create(Second);
            x ^= x >>> 16;
            vectors[i] = Vector256.GreaterThanOrEqual(x, Vector256.Create(threshold)).AsSingle() & Vector256.Create(kept);
            position += Vector256.Create(8u);
        }

        for (var i = vectors.Length * 8; i < mask.Length; i++)
        {
            mask[i] = Bits(key, (uint)i) >= threshold ? kept : 0;
        }
    }

    /// <summary>Fills with normally distributed numbers (Box and Muller, 1958).</summary>
    public static void FillNormal(Span<float> values, ulong key, float mean, float deviation)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log((Bits(key, 2 * (uint)i) + 1.0) / 4294967297.0));
            values[i] = (float)(mean + (deviation * radius * Math.Cos(2 * Math.PI * Bits(key, (2 * (uint)i) + 1) / 4294967296.0)));
        }
    }
}
