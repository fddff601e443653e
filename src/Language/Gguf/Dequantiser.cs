using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LlmRec.Language.Gguf;

/// <summary>Turns stored blocks into floats. The layouts are those of ggml's <c>block_*</c> structures.</summary>
public static class Dequantiser
{
    private delegate void Block(ReadOnlySpan<byte> bytes, Span<float> numbers);

    /// <summary>Reads whole blocks.</summary>
    /// <param name="type">How they are stored.</param>
    /// <param name="bytes">The blocks.</param>
    /// <param name="numbers">Receives the numbers: as many as the blocks hold.</param>
    /// <exception cref="GgufException">The type is not known, or the lengths don't fit.</exception>
    public static void Read(GgufType type, ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        var (perBlock, blockBytes) = GgufTypes.BlockOf(type);
        if (numbers.Length % perBlock != 0 || bytes.Length != numbers.Length / perBlock * (long)blockBytes)
        {
            throw new GgufException($"{bytes.Length:n0} bytes of {type} are no {numbers.Length:n0} numbers");
        }

        if (type == GgufType.F32)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(numbers);
            return;
        }

        Block block = type switch
        {
            GgufType.F16 => static (b, n) => n[0] = Half(b),
            GgufType.BF16 => static (b, n) => n[0] = BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(b) << 16),
            GgufType.Q4_0 => static (b, n) => Nibbles(b[2..], n, Half(b), 0, -8),
            GgufType.Q4_1 => static (b, n) => Nibbles(b[4..], n, Half(b), Half(b[2..]), 0),
            GgufType.Q5_0 => static (b, n) => FiveBits(b[6..], BinaryPrimitives.ReadUInt32LittleEndian(b[2..]), n, Half(b), 0, -16),
            GgufType.Q5_1 => static (b, n) => FiveBits(b[8..], BinaryPrimitives.ReadUInt32LittleEndian(b[4..]), n, Half(b), Half(b[2..]), 0),
            GgufType.Q8_0 => Bytes,
            GgufType.Q2_K => KQuants.Q2,
            GgufType.Q3_K => KQuants.Q3,
            GgufType.Q4_K => KQuants.Q4,
            GgufType.Q5_K => KQuants.Q5,
            _ => KQuants.Q6,
        };
        for (var i = 0; i < numbers.Length / perBlock; i++)
        {
            block(bytes.Slice(i * blockBytes, blockBytes), numbers.Slice(i * perBlock, perBlock));
        }
    }

    internal static float Half(ReadOnlySpan<byte> bytes) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);

    private static void Nibbles(ReadOnlySpan<byte> packed, Span<float> numbers, float scale, float minimum, int shift)
    {
        for (var i = 0; i < 16; i++)
        {
            numbers[i] = (scale * ((packed[i] & 15) + shift)) + minimum;
            numbers[i + 16] = (scale * ((packed[i] >> 4) + shift)) + minimum;
        }
    }

    private static void FiveBits(ReadOnlySpan<byte> packed, uint high, Span<float> numbers, float scale, float minimum, int shift)
    {
        for (var i = 0; i < 16; i++)
        {
            numbers[i] = (scale * (((packed[i] & 15) | (int)(high >> i & 1) << 4) + shift)) + minimum;
            numbers[i + 16] = (scale * (((packed[i] >> 4) | (int)(high >> (i + 16) & 1) << 4) + shift)) + minimum;
        }
    }

    private static void Bytes(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        var scale = Half(bytes);
        for (var i = 0; i < 32; i++)
        {
            numbers[i] = scale * (sbyte)bytes[i + 2];
        }
    }
}
