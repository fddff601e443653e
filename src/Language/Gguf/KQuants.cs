namespace LlmRec.Language.Gguf;

/// <summary>Super-blocks of 256 numbers whose scales are themselves quantised (ggml's k-quants).</summary>
internal static class KQuants
{
    /// <summary>16 bytes of scales and minima, 64 of 2-bit numbers, scale, minimum.</summary>
    public static void Q2(ReadOnlySpan<byte> block, Span<float> numbers)
    {
        var scales = block[..16];
        var packed = block.Slice(16, 64);
        var (d, min) = (Dequantiser.Half(block[80..]), Dequantiser.Half(block[82..]));
        for (var i = 0; i < 256; i++)
        {
            var scale = scales[i / 16];
            numbers[i] = (d * (scale & 15) * (packed[Byte2(i)] >> Shift2(i) & 3)) - (min * (scale >> 4));
        }
    }

    /// <summary>32 bytes of third bits, 64 of 2-bit numbers, 12 of 6-bit scales, scale.</summary>
    public static void Q3(ReadOnlySpan<byte> block, Span<float> numbers)
    {
        var high = block[..32];
        var packed = block.Slice(32, 64);
        var scales = block.Slice(96, 12);
        var d = Dequantiser.Half(block[108..]);
        for (var i = 0; i < 256; i++)
        {
            var j = i / 16;
            var low = j < 8 ? scales[j] & 15 : scales[j - 8] >> 4;
            var scale = (low | (scales[8 + (j % 4)] >> (2 * (j / 4)) & 3) << 4) - 32;
            var third = high[i % 32] >> (i / 32) & 1;
            numbers[i] = d * scale * ((packed[Byte2(i)] >> Shift2(i) & 3) - (third == 0 ? 4 : 0));
        }
    }

    /// <summary>Scale, minimum, 12 bytes of 6-bit scales and minima, 128 of 4-bit numbers.</summary>
    public static void Q4(ReadOnlySpan<byte> block, Span<float> numbers)
    {
        var packed = block.Slice(16, 128);
        for (var i = 0; i < 256; i++)
        {
            var (scale, min) = ScaleAndMin(block, i / 32);
            numbers[i] = (scale * (packed[Byte4(i)] >> Shift4(i) & 15)) - min;
        }
    }

    /// <summary>As <see cref="Q4"/>, with 32 bytes of fifth bits between.</summary>
    public static void Q5(ReadOnlySpan<byte> block, Span<float> numbers)
    {
        var high = block.Slice(16, 32);
        var packed = block.Slice(48, 128);
        for (var i = 0; i < 256; i++)
        {
            var (scale, min) = ScaleAndMin(block, i / 32);
            var fifth = high[i % 32] >> (i / 32) & 1;
            numbers[i] = (scale * ((packed[Byte4(i)] >> Shift4(i) & 15) | fifth << 4)) - min;
        }
    }

    /// <summary>128 bytes of low nibbles, 64 of the two high bits, 16 signed scales, scale.</summary>
    public static void Q6(ReadOnlySpan<byte> block, Span<float> numbers)
    {
        var low = block[..128];
        var high = block.Slice(128, 64);
        var scales = block.Slice(192, 16);
        var d = Dequantiser.Half(block[208..]);
        for (var i = 0; i < 256; i++)
        {
            // Each half of 128: four runs of 32, the first two in the low nibbles of 64 bytes, the others in the high ones.
            var (half, run, at) = (i / 128, i % 128 / 32, i % 32);
            var nibble = low[(half * 64) + (run % 2 * 32) + at] >> (run / 2 * 4) & 15;
            var bits = high[(half * 32) + at] >> (run * 2) & 3;
            numbers[i] = d * (sbyte)scales[i / 16] * ((nibble | bits << 4) - 32);
        }
    }

    /// <summary>Scale and minimum of a run of 32, unpacked from 12 bytes of 6-bit numbers.</summary>
    private static (float Scale, float Min) ScaleAndMin(ReadOnlySpan<byte> block, int run)
    {
        var (d, min) = (Dequantiser.Half(block), Dequantiser.Half(block[2..]));
        var packed = block.Slice(4, 12);
        return run < 4
            ? (d * (packed[run] & 63), min * (packed[run + 4] & 63))
            : (d * ((packed[run + 4] & 15) | packed[run - 4] >> 6 << 4), min * ((packed[run + 4] >> 4) | packed[run] >> 6 << 4));
    }

    // 2-bit numbers: each half of 128 in 32 bytes, a run of 32 in two bits of each.
    private static int Byte2(int i) => (i / 128 * 32) + (i % 32);

    private static int Shift2(int i) => i % 128 / 32 * 2;

    // 4-bit numbers: 64 in 32 bytes, the first 32 in the low nibbles.
    private static int Byte4(int i) => (i / 64 * 32) + (i % 32);

    private static int Shift4(int i) => i % 64 / 32 * 4;
}
