namespace LlmRec.Learning.Models.Behaviour;

/// <summary>
/// How much each item is liked, the same for everyone: plain counts, or, where there are times and validation prefers it,
/// counts that halve with age. The baseline that every personal model must beat.
/// </summary>
internal sealed class PopularTrainer : IModelTrainer
{
    // Shares of the data's span in which a like comes to count half; infinity for plain counts.
    private static readonly double[] HalfLives = [double.PositiveInfinity, 1, 0.25, 1.0 / 16, 1.0 / 64];

    /// <inheritdoc/>
    public string Name => ModelNames.Popular;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        var halfLife = data.Times is null
            ? double.PositiveInfinity
            : HeldOutChoice.Best(HalfLives, double.PositiveInfinity, h => Model(data, h), data, run, cancellationToken);
        return Model(data, halfLife);
    }

    private static PopularModel Model(TrainingData data, double halfLife)
    {
        var counts = new double[data.ItemCount];
        var (first, last) = Span(data);
        for (var user = 0; user < data.Histories.Count; user++)
        {
            for (var i = 0; i < data.Histories[user].Length; i++)
            {
                counts[data.Histories[user][i]] += double.IsFinite(halfLife) && last > first
                    ? Math.Pow(2, (data.Times![user][i] - last) / ((last - first) * halfLife))
                    : 1;
            }
        }

        // Logarithms: a model downstream gets a number that grows like the evidence does, and the order is the same.
        return new([.. counts.Select(c => (float)Math.Log(1 + c))]);
    }

    private static (double First, double Last) Span(TrainingData data)
    {
        var times = (data.Times ?? []).SelectMany(t => t).DefaultIfEmpty(0);
        return (times.Min(), times.Max());
    }

    private sealed class PopularModel(float[] scores) : IScoringModel
    {
        public string Name => ModelNames.Popular;

        public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> target, CancellationToken cancellationToken) =>
            RowScores.Fill(histories, scores.Length, target, (_, row) => scores.CopyTo(row), cancellationToken);

        public void Dispose()
        {
        }
    }
}
