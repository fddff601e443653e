namespace LlmRec.Learning.Models.Behaviour;

/// <summary>
/// What follows what: from each liked item to the next likes of the same user, weight 1/gap up to some reach, divided by
/// √((all that leaves the item + 1) × (all that reaches the other + 1)). A first-order Markov chain with skips, after Rendle
/// et al., WWW 2010, §4, and He and McAuley, ICDM 2016, §3. Validation chooses the reach.
/// </summary>
internal sealed class TransitionsTrainer : IModelTrainer
{
    private const int MostFollowers = 1_000;
    private const int UsualReach = 3;

    private static readonly int[] Reaches = [1, UsualReach, 10];

    /// <inheritdoc/>
    public string Name => ModelNames.Transitions;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        var occurrences = Occurrences.Of(data);
        var reach = HeldOutChoice.Best(
            Reaches, UsualReach, r => new ItemMatrixModel(Name, Matrix(data, occurrences, r, cancellationToken), RecencyWeights.Default), data, run, cancellationToken);
        return ItemMatrixModel.Fit(Name, Matrix(data, occurrences, reach, cancellationToken), data, run, cancellationToken);
    }

    /// <summary>The matrix from items to their followers.</summary>
    internal static SparseItemMatrix Matrix(TrainingData data, Occurrences occurrences, int reach, CancellationToken cancellationToken)
    {
        var (leaving, reaching) = (new float[data.ItemCount], new float[data.ItemCount]);
        foreach (var history in data.Histories)
        {
            for (var i = 0; i < history.Length; i++)
            {
                for (var gap = 1; gap <= reach && i + gap < history.Length; gap++)
                {
                    leaving[history[i]] += 1f / gap;
                    reaching[history[i + gap]] += 1f / gap;
                }
            }
        }

        return SparseItemMatrix.Build(
            data.ItemCount,
            MostFollowers,
            (item, board) =>
            {
                foreach (var (user, position) in occurrences[item])
                {
                    var history = data.Histories[user];
                    for (var gap = 1; gap <= reach && position + gap < history.Length; gap++)
                    {
                        if (history[position + gap] != item)
                        {
                            board.Add(history[position + gap], 1f / gap);
                        }
                    }
                }

                foreach (var other in board.Touched)
                {
                    board[other] /= MathF.Sqrt((leaving[item] + 1) * (reaching[other] + 1));
                }
            },
            cancellationToken);
    }
}
