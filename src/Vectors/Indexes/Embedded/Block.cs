namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>
/// A fixed number of rows side by side. Once published in a <see cref="Snapshot"/> a block is never written to: a change
/// copies it.
/// </summary>
internal sealed class Block
{
    public const int Rows = 1024;

    /// <summary>Key of a row without an owner.</summary>
    public const int Nobody = -1;

    public Block(int dimension, bool inBytes)
    {
        Vectors = inBytes ? new ByteRows(dimension) : new FloatRows(dimension);
        Keys.AsSpan().Fill(Nobody);
    }

    private Block(Block other)
    {
        Vectors = other.Vectors.Copy();
        Keys = (int[])other.Keys.Clone();
        Ids = (string[])other.Ids.Clone();
        Years = (int?[])other.Years.Clone();
        Tags = (int[][])other.Tags.Clone();
        Used = other.Used;
    }

    public IRows Vectors { get; }

    public int[] Keys { get; } = new int[Rows];

    public string[] Ids { get; } = new string[Rows];

    public int?[] Years { get; } = new int?[Rows];

    public int[][] Tags { get; } = new int[Rows][];

    /// <summary>Rows in use, deleted ones among them.</summary>
    public int Used { get; set; }

    public Block Copy() => new(this);
}
