namespace LlmRec.Learning.Models.Behaviour;

/// <summary>
/// Item-to-item neighbours by co-occurrence: users who like both, over √(likes of one × likes of the other), shrunk towards
/// 0 where few users speak (Sarwar et al., WWW 2001, §3; shrinkage as in Bell and Koren, ICDM 2007, §3.1).
/// </summary>
internal sealed class ItemKnnTrainer : IModelTrainer
{
    // Beyond these, further likes of a user and further neighbours of an item say little and cost much.
    private const int MostLikes = 1_000;
    private const int MostNeighbours = 1_000;

    private static readonly float[] Shrinkages = [0, 2, 10, 40];

    /// <inheritdoc/>
    public string Name => ModelNames.ItemKnn;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        var occurrences = Occurrences.Of(data);
        var shrinkage = HeldOutChoice.Best(
            Shrinkages, 2, s => new ItemMatrixModel(Name, Matrix(data, occurrences, s, cancellationToken), RecencyWeights.Default), data, run, cancellationToken);
        return ItemMatrixModel.Fit(Name, Matrix(data, occurrences, shrinkage, cancellationToken), data, run, cancellationToken);
    }

    private static SparseItemMatrix Matrix(TrainingData data, Occurrences occurrences, float shrinkage, CancellationToken cancellationToken) =>
        SparseItemMatrix.Build(
            data.ItemCount,
            MostNeighbours,
            (item, board) =>
            {
                foreach (var (user, position) in occurrences[item])
                {
                    var history = data.Histories[user];
                    for (var i = Math.Max(0, history.Length - MostLikes); i < history.Length; i++)
                    {
                        if (history[i] != item)
                        {
                            board.Add(history[i], 1);
                        }
                    }
                }

                foreach (var other in board.Touched)
                {
                    board[other] /= MathF.Sqrt((float)occurrences[item].Length * occurrences[other].Length) + shrinkage;
                }
            },
            cancellationToken);
}
