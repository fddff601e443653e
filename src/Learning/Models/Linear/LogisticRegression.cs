using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Learning.Models.Linear;

/// <summary>A feature of a sparse row.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Feature(int Index, float Value = 1);

/// <summary>
/// Whether something holds, by a weighted sum of features: minimises Σ log(1 + exp(−y w·x)) + λ/2 ‖w‖² (Bishop, Pattern
/// Recognition and Machine Learning, 2006, §4.3). The bias is not held back, so that rare and frequent labels start where they are.
/// </summary>
public sealed class LogisticRegression
{
    private const int Steps = 200;
    private const double Tolerance = 1e-4;

    // The last is the bias.
    private readonly double[] _weights;

    private LogisticRegression(double[] weights) => _weights = weights;

    /// <summary>Learns from labelled rows.</summary>
    /// <param name="rows">The rows; a feature stands in a row at most once.</param>
    /// <param name="labels">By row, whether it holds.</param>
    /// <param name="features">One more than the largest index.</param>
    /// <param name="penalty">λ, 0 or more: how strongly weights are held near 0.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="ArgumentException">There is no row, or not one label a row.</exception>
    public static LogisticRegression Train(IReadOnlyList<Feature[]> rows, IReadOnlyList<bool> labels, int features, double penalty, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegative(penalty);
        if (rows.Count == 0 || rows.Count != labels.Count)
        {
            throw new ArgumentException($"There are {rows.Count} rows and {labels.Count} labels.", nameof(labels));
        }

        var (weights, lower) = (new double[features + 1], new double[features + 1]);
        Array.Fill(lower, double.NegativeInfinity);
        ProjectedLbfgs.Minimise(Loss, weights, lower, Steps, Tolerance, cancellationToken);
        return new(weights);

        double Loss(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var loss = 0.0;
            for (var k = 0; k < features; k++)
            {
                gradient[k] = penalty * at[k];
                loss += penalty / 2 * at[k] * at[k];
            }

            gradient[features] = 0;
            for (var r = 0; r < rows.Count; r++)
            {
                var sign = labels[r] ? 1 : -1;
                var margin = sign * Sum(at, rows[r]);
                // Neither branch can overflow.
                loss += margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;
                var slope = -sign * Sigmoid(-margin);
                gradient[features] += slope;
                foreach (var feature in rows[r])
                {
                    gradient[feature.Index] += slope * feature.Value;
                }
            }

            return loss;
        }
    }

    /// <summary>How likely it holds for a row, from 0 to 1.</summary>
    public double Probability(ReadOnlySpan<Feature> row) => Sigmoid(Sum(_weights, row));

    /// <summary>What a feature adds to the log-odds.</summary>
    public double WeightOf(int feature) => _weights[feature];

    private static double Sum(ReadOnlySpan<double> weights, ReadOnlySpan<Feature> row)
    {
        var sum = weights[^1];
        foreach (var feature in row)
        {
            sum += weights[feature.Index] * feature.Value;
        }

        return sum;
    }

    private static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));
}
