namespace LlmRec.Learning.Models.Ease;

/// <summary>A symmetric matrix in square tiles, of which only those on and below the diagonal are kept: half the memory.</summary>
internal sealed class SymmetricTiles
{
    private readonly float[][][] _tiles;

    /// <param name="size">Rows, and columns.</param>
    /// <param name="tile">Rows of a tile.</param>
    public SymmetricTiles(int size, int tile)
    {
        Size = size;
        Tile = tile;
        Blocks = (size + tile - 1) / tile;
        _tiles = [.. Enumerable.Range(0, Blocks).Select(i => Enumerable.Range(0, i + 1).Select(_ => new float[tile * tile]).ToArray())];
        for (var i = size; i < Blocks * tile; i++)
        {
            // The rest of the last tiles is a unit matrix of its own: it changes nothing.
            this[i, i] = 1;
        }
    }

    /// <summary>Rows, and columns.</summary>
    public int Size { get; }

    /// <summary>Rows of a tile.</summary>
    public int Tile { get; }

    /// <summary>Tiles side by side.</summary>
    public int Blocks { get; }

    /// <summary>An element; setting one sets its mirror image.</summary>
    public float this[int row, int column]
    {
        get
        {
            var (r, c) = row >= column ? (row, column) : (column, row);
            return _tiles[r / Tile][c / Tile][(r % Tile * Tile) + (c % Tile)];
        }

        set
        {
            _tiles[Math.Max(row, column) / Tile][Math.Min(row, column) / Tile][(Math.Max(row, column) % Tile * Tile) + (Math.Min(row, column) % Tile)] = value;
            if (row / Tile == column / Tile)
            {
                _tiles[row / Tile][row / Tile][(Math.Min(row, column) % Tile * Tile) + (Math.Max(row, column) % Tile)] = value;
            }
        }
    }

    /// <summary>The tile of a block row and a block column not right of the diagonal.</summary>
    public ref float[] At(int blockRow, int blockColumn) => ref _tiles[blockRow][blockColumn];

    /// <summary>A copy of any tile, above the diagonal too.</summary>
    public float[] Copy(int blockRow, int blockColumn) =>
        blockRow >= blockColumn ? (float[])_tiles[blockRow][blockColumn].Clone() : Transposed(_tiles[blockColumn][blockRow]);

    /// <summary>A tile turned over.</summary>
    public float[] Transposed(float[] tile)
    {
        var turned = new float[tile.Length];
        for (var r = 0; r < Tile; r++)
        {
            for (var c = 0; c < Tile; c++)
            {
                turned[(c * Tile) + r] = tile[(r * Tile) + c];
            }
        }

        return turned;
    }

    /// <summary>Copies a row.</summary>
    public void CopyRow(int row, Span<float> to)
    {
        var (block, within) = (row / Tile, row % Tile);
        for (var b = 0; b < Blocks; b++)
        {
            var part = to[(b * Tile)..Math.Min(Size, (b + 1) * Tile)];
            if (b <= block)
            {
                _tiles[block][b].AsSpan(within * Tile, part.Length).CopyTo(part);
                continue;
            }

            var below = _tiles[b][block];
            for (var i = 0; i < part.Length; i++)
            {
                part[i] = below[(i * Tile) + within];
            }
        }
    }
}
