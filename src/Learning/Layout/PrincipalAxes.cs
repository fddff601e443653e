using System.Numerics.Tensors;

namespace LlmRec.Learning.Layout;

/// <summary>
/// The directions in which vectors differ most (principal components; Pearson, 1901; Hotelling, 1933), from one pass over
/// them: memory is dimension², however many there are.
/// </summary>
public sealed class PrincipalAxes
{
    // Sums of so many products of numbers up to 1 lose nothing that matters in single precision.
    private const int Block = 2_048;
    private const int Rounds = 100;

    // Beside those that are wanted: with a gap behind them the wanted ones settle sooner.
    private const int Spare = 6;

    private readonly int _dimension;
    private readonly double[] _sum;
    private readonly double[] _products;
    private readonly float[] _block;
    private long _count;
    private int _inBlock;

    /// <param name="dimension">Numbers in a vector.</param>
    public PrincipalAxes(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        _dimension = dimension;
        _sum = new double[dimension];
        _products = new double[dimension * dimension];
        _block = new float[dimension * dimension];
    }

    /// <summary>Takes in a vector.</summary>
    public void Add(ReadOnlySpan<float> vector)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vector.Length, _dimension);
        for (var i = 0; i < _dimension; i++)
        {
            _sum[i] += vector[i];
            // The matrix is its own mirror image: the half above the diagonal will do.
            var row = _block.AsSpan((i * _dimension) + i, _dimension - i);
            TensorPrimitives.MultiplyAdd(vector[i..], vector[i], row, row);
        }

        _count++;
        if (++_inBlock == Block)
        {
            Close();
        }
    }

    /// <summary>The leading axes.</summary>
    /// <param name="count">How many, at most the dimension.</param>
    /// <param name="seed">Where the search begins; the axes hardly depend on it.</param>
    /// <returns>By axis, unit length; the direction in which they differ most first. The largest number of each is positive.</returns>
    public float[][] Leading(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _dimension);
        Close();
        var covariance = Covariance();
        var random = new Random(seed);
        var axes = Enumerable.Range(0, Math.Min(_dimension, count + Spare)).Select(_ => Enumerable.Range(0, _dimension).Select(_ => random.NextDouble() - .5).ToArray()).ToArray();
        Orthonormalise(axes);
        for (var round = 0; round < Rounds; round++)
        {
            for (var a = 0; a < axes.Length; a++)
            {
                axes[a] = Product(covariance, axes[a]);
            }

            Orthonormalise(axes);
        }

        return [.. axes.Take(count).Select(axis => Array.ConvertAll(axis, x => (float)(x * Math.Sign(axis[LargestOf(axis)]))))];
    }

    private void Close()
    {
        for (var i = 0; i < _block.Length; i++)
        {
            _products[i] += _block[i];
        }

        Array.Clear(_block);
        _inBlock = 0;
    }

    private double[] Covariance()
    {
        var (covariance, n) = (new double[_products.Length], Math.Max(1, _count));
        for (var i = 0; i < _dimension; i++)
        {
            for (var j = i; j < _dimension; j++)
            {
                covariance[(i * _dimension) + j] = covariance[(j * _dimension) + i] = (_products[(i * _dimension) + j] / n) - (_sum[i] / n * (_sum[j] / n));
            }
        }

        return covariance;
    }

    private double[] Product(double[] matrix, double[] vector)
    {
        var result = new double[_dimension];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TensorPrimitives.Dot(matrix.AsSpan(i * _dimension, _dimension), vector);
        }

        return result;
    }

    /// <summary>Gram and Schmidt; where nothing is left of an axis (vectors that differ in fewer directions) it becomes the zero vector.</summary>
    private static void Orthonormalise(double[][] axes)
    {
        for (var a = 0; a < axes.Length; a++)
        {
            var before = TensorPrimitives.Norm<double>(axes[a]);
            for (var b = 0; b < a; b++)
            {
                var along = -TensorPrimitives.Dot<double>(axes[a], axes[b]);
                TensorPrimitives.MultiplyAdd(axes[b], along, axes[a], axes[a]);
            }

            var length = TensorPrimitives.Norm<double>(axes[a]);
            TensorPrimitives.Multiply(axes[a], length > before * 1e-12 && length > 0 ? 1 / length : 0, axes[a]);
        }
    }

    private static int LargestOf(double[] axis) => TensorPrimitives.IndexOfMaxMagnitude<double>(axis);
}
