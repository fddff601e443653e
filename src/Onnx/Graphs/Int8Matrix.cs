using System.Numerics.Tensors;

namespace LlmRec.Onnx.Graphs;

/// <summary>A matrix in 8 bits: blocks of <see cref="Block"/> numbers along a row, each with a scale; symmetric around 128.</summary>
/// <param name="Bytes">rows × columns.</param>
/// <param name="Scales">rows × columns / block.</param>
public sealed record Int8Matrix(byte[] Bytes, float[] Scales)
{
    /// <summary>Numbers in a block. A Q8_0 weight of GGUF has the same blocks, and comes through unchanged.</summary>
    public const int Block = 32;

    private const int Middle = 128;

    /// <summary>Quantises a matrix whose columns are a multiple of <see cref="Block"/>.</summary>
    /// <param name="matrix">Row-major.</param>
    public static Int8Matrix Of(float[] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var bytes = new byte[matrix.Length];
        var scales = new float[matrix.Length / Block];
        Parallel.For(0, scales.Length, block =>
        {
            var numbers = matrix.AsSpan(block * Block, Block);
            var scale = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(numbers)) / 127;
            scales[block] = scale;
            for (var i = 0; i < Block; i++)
            {
                var rounded = scale > 0 ? MathF.Round(numbers[i] / scale) : 0;
                bytes[(block * Block) + i] = (byte)(Middle + (int)Math.Clamp(rounded, -127, 127));
            }
        });
        return new(bytes, scales);
    }
}
