using LlmRec.Vectors.Stored;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>Makes the next snapshot: copies each block it has to change once, and shares the others.</summary>
internal sealed class SnapshotBuilder
{
    private readonly Snapshot _from;
    private readonly TagNumbers _tags;
    private readonly int _most;
    private readonly bool _inBytes;
    private readonly float[] _vector;
    private readonly List<Block> _blocks;
    private readonly HashSet<int> _own = [];
    private readonly Stack<int> _free = [];
    private int[] _positions;
    private int _count;
    private long _checkpoint;
    private bool _soughtFree;

    /// <param name="from">What to go on from.</param>
    /// <param name="tags">Numbers of tags.</param>
    /// <param name="most">The most owners: those that come when it is full are left out.</param>
    /// <param name="inBytes">Whether new rows are kept as <see cref="ByteRows"/>.</param>
    public SnapshotBuilder(Snapshot from, TagNumbers tags, int most = int.MaxValue, bool inBytes = false)
    {
        _inBytes = inBytes;
        _vector = new float[from.Space.Dimension];
        _most = most;
        _from = from;
        _tags = tags;
        _blocks = [.. from.Blocks];
        _positions = (int[])from.Positions.Clone();
        _count = from.Count;
        _checkpoint = from.Checkpoint;
    }

    public void Apply(VectorChange change)
    {
        _checkpoint = change.Seq;
        var position = change.OwnerKey < _positions.Length ? _positions[change.OwnerKey] : -1;
        if (change.Vector is not null && (position >= 0 || _count < _most))
        {
            Write(position >= 0 ? position : NewPosition(change.OwnerKey), change, change.Vector);
        }
        else if (position >= 0)
        {
            Own(position / Block.Rows).Keys[position % Block.Rows] = Block.Nobody;
            _positions[change.OwnerKey] = -1;
            _free.Push(position);
            _count--;
        }
    }

    public Snapshot Build() => new(_from.Space, [.. _blocks], _positions, _count, _checkpoint);

    private void Write(int position, VectorChange change, float[] vector)
    {
        var block = Own(position / Block.Rows);
        var row = position % Block.Rows;
        _from.Space.Check(vector);
        vector.CopyTo(_vector, 0);
        _from.Space.Transform(_vector);
        block.Vectors.Write(row, _vector);
        block.Keys[row] = change.OwnerKey;
        block.Ids[row] = change.OwnerId;
        block.Years[row] = change.Year;
        block.Tags[row] = [.. change.Tags.Select(_tags.NumberOf)];
    }

    private int NewPosition(int key)
    {
        FindFree();
        if (key >= _positions.Length)
        {
            var known = _positions.Length;
            Array.Resize(ref _positions, Math.Max(key + 1, known * 2));
            _positions.AsSpan(known).Fill(-1);
        }

        _count++;
        return _positions[key] = _free.TryPop(out var free) ? free : Appended();
    }

    /// <summary>Looks, once, for rows that earlier snapshots left without an owner: else deletions would add up for ever.</summary>
    private void FindFree()
    {
        if (_soughtFree)
        {
            return;
        }

        _soughtFree = true;
        if (_from.Blocks.Sum(b => b.Used) == _from.Count)
        {
            return;
        }

        for (var block = 0; block < _from.Blocks.Length; block++)
        {
            for (var row = 0; row < _from.Blocks[block].Used; row++)
            {
                if (_from.Blocks[block].Keys[row] == Block.Nobody)
                {
                    _free.Push((block * Block.Rows) + row);
                }
            }
        }
    }

    private int Appended()
    {
        if (_blocks.Count == 0 || _blocks[^1].Used == Block.Rows)
        {
            _own.Add(_blocks.Count);
            _blocks.Add(new(_from.Space.Dimension, _inBytes));
        }

        return ((_blocks.Count - 1) * Block.Rows) + Own(_blocks.Count - 1).Used++;
    }

    private Block Own(int block)
    {
        if (_own.Add(block))
        {
            _blocks[block] = _blocks[block].Copy();
        }

        return _blocks[block];
    }
}
