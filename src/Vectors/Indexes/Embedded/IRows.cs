namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>How the vectors of a <see cref="Block"/> are kept: <see cref="FloatRows"/> or <see cref="ByteRows"/>.</summary>
internal interface IRows
{
    /// <summary>Keeps a vector, centred and of unit length.</summary>
    void Write(int row, ReadOnlySpan<float> vector);

    /// <summary>A vector, as exactly as it is kept.</summary>
    ReadOnlyMemory<float> Read(int row);

    /// <summary>The dot product with each query, as exactly as the vector is kept.</summary>
    void Dot(int row, ReadOnlySpan<ScanQuery> queries, Span<float> scores);

    IRows Copy();
}

/// <summary>Four bytes a number: exact.</summary>
internal sealed class FloatRows : IRows
{
    private readonly float[] _data;
    private readonly int _dimension;

    public FloatRows(int dimension)
        : this(GC.AllocateUninitializedArray<float>(Block.Rows * dimension), dimension)
    {
    }

    private FloatRows(float[] data, int dimension)
    {
        _data = data;
        _dimension = dimension;
    }

    public void Write(int row, ReadOnlySpan<float> vector) => vector.CopyTo(_data.AsSpan(row * _dimension, _dimension));

    public ReadOnlyMemory<float> Read(int row) => _data.AsMemory(row * _dimension, _dimension);

    public void Dot(int row, ReadOnlySpan<ScanQuery> queries, Span<float> scores)
    {
        var vector = _data.AsSpan(row * _dimension, _dimension);
        for (; queries.Length >= 4; queries = queries[4..], scores = scores[4..])
        {
            FloatDot.Of(vector, queries[0].Vector, queries[1].Vector, queries[2].Vector, queries[3].Vector, scores);
        }

        for (var q = 0; q < queries.Length; q++)
        {
            scores[q] = FloatDot.Of(vector, queries[q].Vector);
        }
    }

    public IRows Copy() => new FloatRows((float[])_data.Clone(), _dimension);
}
