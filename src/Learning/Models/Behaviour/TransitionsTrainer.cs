namespace LlmRec.Learning.Models.Behaviour;

/// <summary>
/// What follows what: from each liked item to the next likes of the same user, the nearer the more, held back by how often
/// one leaves and the other is reached. A first-order Markov chain with skips, after Rendle et al., WWW 2010, §4, and He and
/// McAuley, ICDM 2016, §3. Validation chooses its shape (<see cref="TransitionShape"/>).
/// </summary>
internal sealed class TransitionsTrainer : IModelTrainer
{
    private const int MostFollowers = 1_000;

    /// <inheritdoc/>
    public string Name => ModelNames.Transitions;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        var occurrences = Occurrences.Of(data);
        var shape = TransitionShape.Default;
        foreach (var choices in TransitionShape.Choices)
        {
            shape = HeldOutChoice.Best(
                [.. choices(shape)], shape, s => new ItemMatrixModel(Name, Matrix(data, occurrences, s, run.Threads, cancellationToken), RecencyWeights.Default), data, run, cancellationToken);
        }

        return ItemMatrixModel.Fit(Name, Matrix(data, occurrences, shape, run.Threads, cancellationToken), data, run, cancellationToken);
    }

    /// <summary>The matrix from items to their followers.</summary>
    internal static SparseItemMatrix Matrix(TrainingData data, Occurrences occurrences, TransitionShape shape, int threads, CancellationToken cancellationToken)
    {
        var weights = Enumerable.Range(0, shape.Reach + 1).Select(gap => MathF.Pow(gap, -shape.GapExponent)).ToArray();
        var (leaving, reaching) = (new float[data.ItemCount], new float[data.ItemCount]);
        foreach (var history in data.Histories)
        {
            for (var i = 0; i < history.Length; i++)
            {
                for (var gap = 1; gap <= shape.Reach && i + gap < history.Length; gap++)
                {
                    leaving[history[i]] += weights[gap];
                    reaching[history[i + gap]] += weights[gap];
                }
            }
        }

        return SparseItemMatrix.Build(
            data.ItemCount,
            MostFollowers,
            threads,
            (item, board) =>
            {
                foreach (var (user, position) in occurrences[item])
                {
                    var history = data.Histories[user];
                    for (var gap = 1; gap <= shape.Reach && position + gap < history.Length; gap++)
                    {
                        if (history[position + gap] != item)
                        {
                            board.Add(history[position + gap], weights[gap]);
                        }
                    }
                }

                var left = MathF.Pow(leaving[item] + 1, -shape.SourceExponent);
                foreach (var other in board.Touched)
                {
                    board[other] *= left * MathF.Pow(reaching[other] + 1, -shape.TargetExponent);
                }
            },
            cancellationToken);
    }
}
