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

    /// <summary>An owner's vector, as exactly as it is kept; empty when the owner has none.</summary>
    public ReadOnlyMemory<float> Read(int key)
    {
        var position = (uint)key < (uint)Positions.Length ? Positions[key] : -1;
        return position >= 0 ? Blocks[position / Block.Rows].Vectors.Read(position % Block.Rows) : default;
    }
}
