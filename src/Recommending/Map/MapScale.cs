namespace LlmRec.Recommending.Map;

/// <summary>Brings places into whole numbers.</summary>
internal static class MapScale
{
    private const float Reach = 30_000;

    // Of both ends: a handful that flew off must not make all others small.
    private const double Strays = 0.001;

    /// <summary>Centred, both axes in one scale; strays stand at the rim.</summary>
    /// <param name="places">x and y, point by point.</param>
    public static short[] Of(ReadOnlySpan<float> places)
    {
        var whole = new short[places.Length];
        var (x, y) = (Extent(places, 0), Extent(places, 1));
        var half = Math.Max(1e-6f, Math.Max(x.High - x.Low, y.High - y.Low) / 2);
        for (var i = 0; i < whole.Length; i++)
        {
            var (low, high) = i % 2 == 0 ? x : y;
            whole[i] = (short)Math.Clamp(MathF.Round(Reach * (places[i] - ((low + high) / 2)) / half), -short.MaxValue, short.MaxValue);
        }

        return whole;
    }

    private static (float Low, float High) Extent(ReadOnlySpan<float> places, int axis)
    {
        var sorted = new float[places.Length / 2];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = places[(2 * i) + axis];
        }

        Array.Sort(sorted);
        var strays = (int)(sorted.Length * Strays);
        return sorted.Length == 0 ? (0, 0) : (sorted[strays], sorted[^(1 + strays)]);
    }
}
