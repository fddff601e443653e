using System.Buffers.Binary;

namespace LlmRec.Tests.Language.Gguf;

/// <summary>
/// Blocks read the way ggml's own documentation of the layouts tells it: running over the bytes in their order. Slow, plain,
/// and written without the code that it checks.
/// </summary>
internal static class BlockReference
{
    /// <summary>Name, number in the format, numbers and bytes of a block, and where its 16-bit floats lie.</summary>
    public static readonly (string Name, uint Type, int Numbers, int Bytes, int[] Halves)[] Types =
    [
        ("F16", 1, 1, 2, [0]), ("Q4_0", 2, 32, 18, [0]), ("Q4_1", 3, 32, 20, [0, 2]), ("Q5_0", 6, 32, 22, [0]), ("Q5_1", 7, 32, 24, [0, 2]),
        ("Q8_0", 8, 32, 34, [0]), ("Q2_K", 10, 256, 84, [80, 82]), ("Q3_K", 11, 256, 110, [108]), ("Q4_K", 12, 256, 144, [0, 2]),
        ("Q5_K", 13, 256, 176, [0, 2]), ("Q6_K", 14, 256, 210, [208]), ("BF16", 30, 1, 2, []), ("F32", 0, 1, 4, []),
    ];

    /// <summary>Random blocks of a type; scales and minima are ordinary numbers of about a size.</summary>
    public static byte[] Random(uint type, int numbers, float size, Random random)
    {
        var (_, _, perBlock, bytes, halves) = Types.Single(t => t.Type == type);
        var blocks = new byte[numbers / perBlock * bytes];
        random.NextBytes(blocks);
        for (var block = 0; block < blocks.Length; block += bytes)
        {
            foreach (var at in halves)
            {
                BinaryPrimitives.WriteHalfLittleEndian(blocks.AsSpan(block + at), (Half)(size * ((2 * random.NextDouble()) - 1)));
            }

            if (type == 0)
            {
                BinaryPrimitives.WriteSingleLittleEndian(blocks.AsSpan(block), (float)(size * ((2 * random.NextDouble()) - 1)));
            }
            else if (type == 30)
            {
                blocks[block + 1] = (byte)((blocks[block + 1] & 0x80) | 0x3e);
            }
        }

        return blocks;
    }

    /// <summary>The numbers in blocks of a type.</summary>
    public static double[] Read(uint type, byte[] data)
    {
        var size = Types.Single(t => t.Type == type).Bytes;
        var numbers = new List<double>();
        for (var at = 0; at < data.Length; at += size)
        {
            var b = data[at..(at + size)];
            switch (type)
            {
                case 0: numbers.Add(BitConverter.ToSingle(b)); break;
                case 1: numbers.Add(H(b, 0)); break;
                case 30: numbers.Add(BitConverter.ToSingle([0, 0, b[0], b[1]])); break;
                case 2: Low(numbers, b, 2, (q, _) => H(b, 0) * (q - 8)); break;
                case 3: Low(numbers, b, 4, (q, _) => (H(b, 0) * q) + H(b, 2)); break;
                case 6: Low(numbers, b, 6, (q, j) => H(b, 0) * (q + (Bit(b, 2, j) * 16) - 16)); break;
                case 7: Low(numbers, b, 8, (q, j) => (H(b, 0) * (q + (Bit(b, 4, j) * 16))) + H(b, 2)); break;
                case 8: numbers.AddRange(b[2..].Select(q => H(b, 0) * (sbyte)q)); break;
                case 10: TwoBits(numbers, b); break;
                case 11: ThreeBits(numbers, b); break;
                case 12: FourOrFiveBits(numbers, b, null, b[16..]); break;
                case 13: FourOrFiveBits(numbers, b, b[16..48], b[48..]); break;
                default: SixBits(numbers, b); break;
            }
        }

        return [.. numbers];
    }

    private static double H(byte[] b, int at) => (double)BitConverter.ToHalf(b, at);

    private static int Bit(byte[] b, int at, int j) => (b[at + (j / 8)] & (1 << (j % 8))) == 0 ? 0 : 1;

    // All low nibbles, then all high ones.
    private static void Low(List<double> numbers, byte[] b, int at, Func<int, int, double> value)
    {
        numbers.AddRange(Enumerable.Range(0, 16).Select(j => value(b[at + j] % 16, j)));
        numbers.AddRange(Enumerable.Range(0, 16).Select(j => value(b[at + j] / 16, j + 16)));
    }

    private static void TwoBits(List<double> y, byte[] b)
    {
        var scale = 0;
        for (var q = 16; q < 80; q += 32)
        {
            for (var shift = 0; shift < 8; shift += 2)
            {
                for (var part = 0; part < 32; part += 16, scale++)
                {
                    for (var l = 0; l < 16; l++)
                    {
                        y.Add((H(b, 80) * (b[scale] % 16) * ((b[q + part + l] >> shift) % 4)) - (H(b, 82) * (b[scale] / 16)));
                    }
                }
            }
        }
    }

    private static void ThreeBits(List<double> y, byte[] b)
    {
        // The four words of packed scales, as the original spreads them.
        const uint Two = 0x03030303, Four = 0x0f0f0f0f;
        uint a = BitConverter.ToUInt32(b, 96), c = BitConverter.ToUInt32(b, 100), t = BitConverter.ToUInt32(b, 104);
        uint[] words =
        [
            (a & Four) | ((t & Two) << 4), (c & Four) | (((t >> 2) & Two) << 4),
            ((a >> 4) & Four) | (((t >> 4) & Two) << 4), ((c >> 4) & Four) | (((t >> 6) & Two) << 4),
        ];
        byte[] scales = [.. words.SelectMany(BitConverter.GetBytes)];
        var (scale, mask) = (0, 1);
        for (var q = 32; q < 96; q += 32)
        {
            for (var shift = 0; shift < 8; shift += 2, mask <<= 1)
            {
                for (var part = 0; part < 32; part += 16, scale++)
                {
                    for (var l = 0; l < 16; l++)
                    {
                        y.Add(H(b, 108) * (scales[scale] - 32) * (((b[q + part + l] >> shift) % 4) - ((b[part + l] & mask) == 0 ? 4 : 0)));
                    }
                }
            }
        }
    }

    private static void FourOrFiveBits(List<double> y, byte[] b, byte[]? high, byte[] low)
    {
        var s = b[4..16];
        (int, int) Pair(int j) => j < 4
            ? (s[j] % 64, s[j + 4] % 64)
            : ((s[j + 4] % 16) + (s[j - 4] / 64 * 16), (s[j + 4] / 16) + (s[j] / 64 * 16));
        for (var j = 0; j < 8; j++)
        {
            var (scale, min) = Pair(j);
            for (var l = 0; l < 32; l++)
            {
                var q = low[(j / 2 * 32) + l];
                var nibble = (j % 2 == 0 ? q % 16 : q / 16) + (high is not null && (high[l] & (1 << j)) != 0 ? 16 : 0);
                y.Add((H(b, 0) * scale * nibble) - (H(b, 2) * min));
            }
        }
    }

    private static void SixBits(List<double> numbers, byte[] b)
    {
        var y = new double[256];
        for (int n = 0, ql = 0, qh = 128, sc = 192; n < 256; n += 128, ql += 64, qh += 32, sc += 8)
        {
            for (var l = 0; l < 32; l++)
            {
                double Scaled(int scale, int low, int bits) => H(b, 208) * (sbyte)b[sc + (l / 16) + scale] * ((low | (((b[qh + l] >> bits) & 3) << 4)) - 32);
                y[n + l] = Scaled(0, b[ql + l] & 15, 0);
                y[n + l + 32] = Scaled(2, b[ql + l + 32] & 15, 2);
                y[n + l + 64] = Scaled(4, b[ql + l] >> 4, 4);
                y[n + l + 96] = Scaled(6, b[ql + l + 32] >> 4, 6);
            }
        }

        numbers.AddRange(y);
    }
}
