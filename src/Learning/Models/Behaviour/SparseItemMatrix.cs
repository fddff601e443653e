using LlmRec.Learning.Models.Saved;

namespace LlmRec.Learning.Models.Behaviour;

/// <summary>How items lead to items: for each item a short row of others with a weight.</summary>
internal sealed class SparseItemMatrix
{
    private readonly int[][] _columns;
    private readonly float[][] _values;

    private SparseItemMatrix(int[][] columns, float[][] values)
    {
        _columns = columns;
        _values = values;
    }

    /// <summary>How many rows there are.</summary>
    public int Rows => _columns.Length;

    /// <summary>An entry; 0 where none is kept.</summary>
    public float this[int row, int column] => Array.BinarySearch(_columns[row], column) is >= 0 and var at ? _values[row][at] : 0;

    /// <summary>Computes a matrix row by row, rows side by side.</summary>
    /// <param name="items">Items, rows and columns.</param>
    /// <param name="most">Entries kept in a row, those of the largest magnitude.</param>
    /// <param name="threads">Threads at most; they change no bit of the result.</param>
    /// <param name="row">Adds a row's entries to an empty board.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public static SparseItemMatrix Build(int items, int most, int threads, Action<int, ScoreBoard> row, CancellationToken cancellationToken)
    {
        var columns = new int[items][];
        var values = new float[items][];
        Parallel.For(
            0,
            items,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => new ScoreBoard(items),
            (item, _, board) =>
            {
                row(item, board);
                (columns[item], values[item]) = board.TakeLargest(most);
                return board;
            },
            _ => { });
        return new(columns, values);
    }

    /// <summary>The columns of a row.</summary>
    public ReadOnlySpan<int> ColumnsOf(int row) => _columns[row];

    /// <summary>The values of a row, in step with <see cref="ColumnsOf"/>.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => _values[row];

    /// <summary>Adds a row, times a weight, to dense scores.</summary>
    public void AddRow(int row, float weight, Span<float> scores)
    {
        var (columns, values) = (_columns[row], _values[row]);
        for (var i = 0; i < columns.Length; i++)
        {
            scores[columns[i]] += weight * values[i];
        }
    }

    /// <summary>The same matrix, each row divided by its sum.</summary>
    public SparseItemMatrix WithRowsSummingToOne() => new(
        _columns,
        Array.ConvertAll(_values, row => row.Sum() is var sum && sum > 0 ? Array.ConvertAll(row, v => v / sum) : row));

    /// <summary>The matrix as arrays of a file.</summary>
    public IReadOnlyDictionary<string, float[]> ToArrays() => new Dictionary<string, float[]>
    {
        ["row lengths"] = SavedWeights.Bits(Array.ConvertAll(_columns, row => row.Length)),
        ["columns"] = SavedWeights.Bits([.. _columns.SelectMany(row => row)]),
        ["values"] = [.. _values.SelectMany(row => row)],
    };

    /// <summary>A matrix out of a file.</summary>
    /// <exception cref="InvalidDataException">The arrays don't fit together.</exception>
    public static SparseItemMatrix FromArrays(IReadOnlyDictionary<string, float[]> arrays)
    {
        var (lengths, columns, values) = (SavedWeights.Numbers(arrays["row lengths"]), SavedWeights.Numbers(arrays["columns"]), arrays["values"]);
        if (lengths.Any(l => l < 0) || lengths.Sum(l => (long)l) != columns.Length || values.Length != columns.Length || columns.Any(c => (uint)c >= (uint)lengths.Length))
        {
            throw new InvalidDataException("The rows of the matrix don't fit together.");
        }

        var (rows, weights) = (new int[lengths.Length][], new float[lengths.Length][]);
        var at = 0;
        for (var row = 0; row < lengths.Length; row++)
        {
            (rows[row], weights[row]) = (columns[at..(at + lengths[row])], values[at..(at + lengths[row])]);
            at += lengths[row];
        }

        return new(rows, weights);
    }
}
