namespace LlmRec.Learning.Models.Behaviour;

/// <summary>
/// Item-to-item neighbours by co-occurrence: users who like both, over √(likes of one) × (likes of the other)^c, shrunk
/// towards 0 where few users speak (Sarwar et al., WWW 2001, §3, is c = ½; Deshpande and Karypis, TOIS 2004, §4.2.2, let it
/// vary; shrinkage as in Bell and Koren, ICDM 2007, §3.1). Validation chooses c and the shrinkage.
/// </summary>
internal sealed class ItemKnnTrainer : IModelTrainer
{
    // Beyond these, further likes of a user and further neighbours of an item say little and cost much.
    private const int MostLikes = 1_000;
    private const int MostNeighbours = 1_000;

    private static readonly Shape[] Shapes = [.. from target in (float[])[0.5f, 0.3f, 0.1f] from shrinkage in (float[])[2, 20] select new Shape(target, shrinkage)];

    /// <inheritdoc/>
    public string Name => ModelNames.ItemKnn;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        var occurrences = Occurrences.Of(data);
        var shape = HeldOutChoice.Best(
            Shapes, Shapes[0], s => new ItemMatrixModel(Name, Matrix(data, occurrences, s, run.Threads, cancellationToken), RecencyWeights.Default), data, run, cancellationToken);
        return ItemMatrixModel.Fit(Name, Matrix(data, occurrences, shape, run.Threads, cancellationToken), data, run, cancellationToken);
    }

    private static SparseItemMatrix Matrix(TrainingData data, Occurrences occurrences, Shape shape, int threads, CancellationToken cancellationToken) =>
        SparseItemMatrix.Build(
            data.ItemCount,
            MostNeighbours,
            threads,
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

                var own = MathF.Sqrt(occurrences[item].Length);
                foreach (var other in board.Touched)
                {
                    board[other] /= (own * MathF.Pow(occurrences[other].Length, shape.TargetExponent)) + shape.Shrinkage;
                }
            },
            cancellationToken);

    private readonly record struct Shape(float TargetExponent, float Shrinkage);
}
