using System.Numerics.Tensors;

namespace LlmRec.Learning.Models.Fusion;

/// <summary>
/// Minimises a smooth function under lower bounds: L-BFGS (Liu and Nocedal, Mathematical Programming 1989) on the variables
/// that are free, gradient steps projected onto the bounds (two-metric projection; Bertsekas, SIAM J. Control 1982).
/// </summary>
internal static class ProjectedLbfgs
{
    private const int Memory = 10;
    private const double Decrease = 1e-4;

    /// <summary>A function and its gradient.</summary>
    /// <param name="at">Where.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <returns>The value.</returns>
    public delegate double Function(ReadOnlySpan<double> at, Span<double> gradient);

    /// <summary>Minimises.</summary>
    /// <param name="function">The function, smooth and best convex.</param>
    /// <param name="x">The start, within the bounds; becomes the minimum.</param>
    /// <param name="lower">The bounds; negative infinity for none.</param>
    /// <param name="iterations">Steps at most.</param>
    /// <param name="tolerance">Stops when the projected gradient is below this everywhere.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The value reached.</returns>
    public static double Minimise(Function function, double[] x, double[] lower, int iterations, double tolerance, CancellationToken cancellationToken)
    {
        var pairs = new List<(double[] Step, double[] Change)>();
        var gradient = new double[x.Length];
        var value = function(x, gradient);
        for (var i = 0; i < iterations; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var free = x.Select((v, k) => v > lower[k] || gradient[k] < 0).ToArray();
            var steepest = gradient.Select((g, k) => free[k] ? -g : 0).ToArray();
            if (TensorPrimitives.MaxMagnitude<double>(steepest) is var largest && Math.Abs(largest) < tolerance)
            {
                break;
            }

            var (next, reached, nextGradient) = Search(function, x, lower, value, gradient, Direction(steepest, pairs, free), steepest);
            if (next is null)
            {
                break;
            }

            var (step, change) = (new double[x.Length], new double[x.Length]);
            TensorPrimitives.Subtract(next, x, step);
            TensorPrimitives.Subtract(nextGradient, gradient, change);
            if (TensorPrimitives.Dot<double>(step, change) > 1e-12 * TensorPrimitives.SumOfSquares<double>(step))
            {
                pairs.Add((step, change));
                pairs.RemoveRange(0, Math.Max(0, pairs.Count - Memory));
            }

            next.CopyTo(x, 0);
            (value, gradient) = (reached, nextGradient);
        }

        return value;
    }

    private static (double[]? X, double Value, double[] Gradient) Search(
        Function function, double[] x, double[] lower, double value, double[] gradient, double[] direction, double[] steepest)
    {
        foreach (var along in new[] { direction, steepest })
        {
            for (var length = 1.0; length > 1e-10; length /= 2)
            {
                var next = x.Select((v, k) => Math.Max(lower[k], v + (length * along[k]))).ToArray();
                var newGradient = new double[x.Length];
                var reached = function(next, newGradient);
                var promised = next.Select((v, k) => gradient[k] * (v - x[k])).Sum();
                if (promised < 0 && reached <= value + (Decrease * promised))
                {
                    return (next, reached, newGradient);
                }
            }
        }

        return (null, value, gradient);
    }

    /// <summary>The two-loop recursion, on the free variables only.</summary>
    private static double[] Direction(double[] steepest, List<(double[] Step, double[] Change)> pairs, bool[] free)
    {
        double Dot(double[] a, double[] b) => Enumerable.Range(0, a.Length).Sum(k => free[k] ? a[k] * b[k] : 0);
        var usable = pairs.Where(p => Dot(p.Step, p.Change) > 1e-12 * Dot(p.Step, p.Step) && Dot(p.Step, p.Step) > 0).ToList();
        var direction = (double[])steepest.Clone();
        var factors = new double[usable.Count];
        for (var i = usable.Count - 1; i >= 0; i--)
        {
            factors[i] = Dot(usable[i].Step, direction) / Dot(usable[i].Step, usable[i].Change);
            TensorPrimitives.MultiplyAdd(usable[i].Change, -factors[i], direction, direction);
        }

        if (usable.Count > 0)
        {
            TensorPrimitives.Multiply(direction, Dot(usable[^1].Step, usable[^1].Change) / Dot(usable[^1].Change, usable[^1].Change), direction);
        }

        for (var i = 0; i < usable.Count; i++)
        {
            var factor = Dot(usable[i].Change, direction) / Dot(usable[i].Step, usable[i].Change);
            TensorPrimitives.MultiplyAdd(usable[i].Step, factors[i] - factor, direction, direction);
        }

        return [.. direction.Select((d, k) => free[k] ? d : 0)];
    }
}
