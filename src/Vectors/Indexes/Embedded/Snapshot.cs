using LlmRec.Vectors.Spaces;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>The index as of some point of the change sequence. Never written to: searches run on one while the next is made.</summary>
/// <param name="Space">The space, with the mean that the rows are centred by.</param>
/// <param name="Blocks">The rows.</param>
/// <param name="Positions">By key: block × <see cref="Block.Rows"/> + row, or −1.</param>
/// <param name="Count">Rows with an owner.</param>
/// <param name="Checkpoint">The point of the sequence.</param>
internal sealed record Snapshot(VectorSpace Space, Block[] Blocks, int[] Positions, int Count, long Checkpoint)
{
    public static Snapshot Empty(VectorSpace space) => new(space, [], [], 0, 0);

    public bool TryGetRow(int key, out Span<float> row)
    {
        var position = (uint)key < (uint)Positions.Length ? Positions[key] : -1;
        row = position < 0 ? default : Blocks[position / Block.Rows].Row(position % Block.Rows);
        return position >= 0;
    }
}
