using System.Diagnostics.CodeAnalysis;

namespace LlmRec.Language.Gguf;

/// <summary>How a tensor's numbers are stored. The numbers of the types are those of the format.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "The names that people know them by.")]
public enum GgufType
{
    /// <summary>32-bit floats.</summary>
    F32 = 0,

    /// <summary>16-bit floats.</summary>
    F16 = 1,

    /// <summary>Blocks of 32: a 16-bit scale and 4-bit numbers around 8.</summary>
    Q4_0 = 2,

    /// <summary>Blocks of 32: a 16-bit scale, a 16-bit minimum and 4-bit numbers.</summary>
    Q4_1 = 3,

    /// <summary>Blocks of 32: a 16-bit scale and 5-bit numbers around 16.</summary>
    Q5_0 = 6,

    /// <summary>Blocks of 32: a 16-bit scale, a 16-bit minimum and 5-bit numbers.</summary>
    Q5_1 = 7,

    /// <summary>Blocks of 32: a 16-bit scale and signed 8-bit numbers.</summary>
    Q8_0 = 8,

    /// <summary>Super-blocks of 256 of 2 bits, 16 scales and minima of 4 bits.</summary>
    Q2_K = 10,

    /// <summary>Super-blocks of 256 of 3 bits, 16 scales of 6 bits.</summary>
    Q3_K = 11,

    /// <summary>Super-blocks of 256 of 4 bits, 8 scales and minima of 6 bits.</summary>
    Q4_K = 12,

    /// <summary>Super-blocks of 256 of 5 bits, 8 scales and minima of 6 bits.</summary>
    Q5_K = 13,

    /// <summary>Super-blocks of 256 of 6 bits, 16 scales of 8 bits.</summary>
    Q6_K = 14,

    /// <summary>16-bit floats with the exponent of 32-bit ones.</summary>
    BF16 = 30,
}

/// <summary>A tensor in a GGUF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How it is stored.</param>
/// <param name="Rows">Rows; 1 for a vector.</param>
/// <param name="Columns">Numbers in a row, which lie together.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Length">How many bytes it has.</param>
public sealed record GgufTensor(string Name, GgufType Type, int Rows, int Columns, long Offset, long Length);

/// <summary>Sizes of stored blocks.</summary>
public static class GgufTypes
{
    /// <summary>Numbers and bytes of a block.</summary>
    /// <exception cref="GgufException">The type is not known here.</exception>
    public static (int Numbers, int Bytes) BlockOf(GgufType type) => type switch
    {
        GgufType.F32 => (1, 4),
        GgufType.F16 or GgufType.BF16 => (1, 2),
        GgufType.Q4_0 => (32, 18),
        GgufType.Q4_1 => (32, 20),
        GgufType.Q5_0 => (32, 22),
        GgufType.Q5_1 => (32, 24),
        GgufType.Q8_0 => (32, 34),
        GgufType.Q2_K => (256, 84),
        GgufType.Q3_K => (256, 110),
        GgufType.Q4_K => (256, 144),
        GgufType.Q5_K => (256, 176),
        GgufType.Q6_K => (256, 210),
        _ => throw new GgufException(
            $"weights of type {(int)type} can't be read; known: {string.Join(", ", Enum.GetNames<GgufType>())}. Take another quantisation of the model, for example Q8_0."),
    };
}
