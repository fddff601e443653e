using System.Numerics.Tensors;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>
/// One byte a number and one scale a row: −127 to 127 stand for ∓ the row's largest number. A number is off by at most
/// 1/254 of that, so whoever needs exact scores compares the best again by the stored vectors.
/// </summary>
internal sealed class ByteRows : IRows
{
    private const float Largest = sbyte.MaxValue;

    private readonly sbyte[] _codes;
    private readonly float[] _scales;
    private readonly int _dimension;
    private readonly int _width;

    public ByteRows(int dimension)
        : this(new sbyte[Block.Rows * WidthOf(dimension)], new float[Block.Rows], dimension)
    {
    }

    private ByteRows(sbyte[] codes, float[] scales, int dimension)
    {
        _codes = codes;
        _scales = scales;
        _dimension = dimension;
        _width = WidthOf(dimension);
    }

    /// <summary>Codes in a row: the dimension, filled up with zeros to whole steps of <see cref="CodeDot"/>.</summary>
    public static int WidthOf(int dimension) => (dimension + CodeDot.Step - 1) / CodeDot.Step * CodeDot.Step;

    public void Write(int row, ReadOnlySpan<float> vector)
    {
        var scale = Math.Abs(TensorPrimitives.MaxMagnitude(vector)) / Largest;
        _scales[row] = scale;
        var codes = _codes.AsSpan(row * _width, _width);
        for (var i = 0; i < vector.Length; i++)
        {
            codes[i] = scale > 0 ? (sbyte)MathF.Round(vector[i] / scale) : (sbyte)0;
        }
    }

    public ReadOnlyMemory<float> Read(int row)
    {
        var codes = _codes.AsSpan(row * _width, _dimension);
        var vector = new float[_dimension];
        for (var i = 0; i < codes.Length; i++)
        {
            vector[i] = codes[i] * _scales[row];
        }

        return vector;
    }

    public void Dot(int row, ReadOnlySpan<ScanQuery> queries, Span<float> scores)
    {
        for (var q = 0; q < queries.Length; q++)
        {
            scores[q] = CodeDot.Of(_codes.AsSpan(row * _width, _width), queries[q].Codes) * _scales[row] * queries[q].CodeScale;
        }
    }

    public IRows Copy() => new ByteRows((sbyte[])_codes.Clone(), (float[])_scales.Clone(), _dimension);
}
