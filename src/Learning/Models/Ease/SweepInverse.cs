using System.Numerics.Tensors;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Ease;

/// <summary>
/// Inverts a symmetric positive definite matrix in place by the sweep operator (Goodnight, The American Statistician 1979),
/// tile by tile: n³ multiply-adds, nearly all of them in matrix products, half of what a general inverse takes.
/// </summary>
internal sealed class SweepInverse : IDisposable
{
    private readonly MatrixProduct _product;
    private readonly MatrixProduct _subtract;

    public SweepInverse(OnnxSessions sessions)
    {
        _product = MatrixProduct.WithTransposed(sessions);
        _subtract = MatrixProduct.Subtracting(sessions);
    }

    /// <summary>Replaces a matrix by minus its inverse.</summary>
    /// <param name="matrix">The matrix; of no use when the work is stopped midway.</param>
    /// <param name="threads">Threads at most; they change no bit of the result.</param>
    /// <param name="swept">Told the share done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    /// <exception cref="TrainingException">The matrix is not positive definite.</exception>
    public void Negate(SymmetricTiles matrix, int threads, Action<double> swept, CancellationToken cancellationToken)
    {
        var (blocks, tile) = (matrix.Blocks, matrix.Tile);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        for (var pivot = 0; pivot < blocks; pivot++)
        {
            var k = pivot;
            var inverse = Inverse(matrix.At(k, k), tile);
            var others = Enumerable.Range(0, blocks).Where(i => i != k).ToArray();
            var columns = new float[blocks][];
            var scaled = new float[blocks][];
            Parallel.ForEach(others, options, i =>
            {
                columns[i] = matrix.Copy(i, k);
                scaled[i] = new float[tile * tile];
                _product.Run(scaled[i], tile, tile, tile, columns[i], inverse);
            });
            Parallel.ForEach(
                others.SelectMany(i => others.Where(j => j <= i).Select(j => (i, j))).ToArray(),
                options,
                () => new float[tile * tile],
                (at, _, spare) =>
                {
                    ref var of = ref matrix.At(at.i, at.j);
                    _subtract.Run(spare, tile, tile, tile, scaled[at.i], columns[at.j], of);
                    (of, spare) = (spare, of);
                    return spare;
                },
                _ => { });
            foreach (var i in others)
            {
                matrix.At(Math.Max(i, k), Math.Min(i, k)) = i > k ? scaled[i] : matrix.Transposed(scaled[i]);
            }

            TensorPrimitives.Negate(inverse, matrix.At(k, k));
            swept((pivot + 1.0) / blocks);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _product.Dispose();
        _subtract.Dispose();
    }

    /// <summary>Gauss and Jordan's inverse of one tile, in double precision; a positive definite matrix needs no pivoting.</summary>
    private static float[] Inverse(float[] tile, int size)
    {
        var a = Array.ConvertAll(tile, x => (double)x);
        for (var k = 0; k < size; k++)
        {
            var row = a.AsSpan(k * size, size);
            var pivot = row[k];
            if (!(pivot > 0))
            {
                throw new TrainingException("The co-occurrence matrix is not positive definite: the regularisation is too small or the data is broken.");
            }

            row[k] = 1;
            TensorPrimitives.Divide(row, pivot, row);
            for (var i = 0; i < size; i++)
            {
                var other = a.AsSpan(i * size, size);
                var factor = other[k];
                if (i != k && factor != 0)
                {
                    other[k] = 0;
                    TensorPrimitives.MultiplyAdd(row, -factor, other, other);
                }
            }
        }

        return Array.ConvertAll(a, x => (float)x);
    }
}
