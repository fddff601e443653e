using LlmRec.Learning.Models.Behaviour;
using LlmRec.Onnx;

namespace LlmRec.Learning.Models.Ease;

/// <summary>
/// A linear autoencoder in closed form: B = −P / diag(P) with a zero diagonal, P = (XᵀX + λI)⁻¹ (Steck, Embarrassingly
/// Shallow Autoencoders for Sparse Data, WWW 2019, §3.1). A history is weighted by recency when it is scored.
/// </summary>
internal sealed class EaseTrainer : IModelTrainer
{
    /// <summary>The largest residual that is let pass; measured ones are below 1e-5.</summary>
    public const double MostResidual = 1e-3;

    private const float Negligible = 1e-3f;

    private readonly OnnxSessions _sessions;
    private readonly EaseOptions _options;

    public EaseTrainer(OnnxSessions sessions, EaseOptions options)
    {
        _sessions = sessions;
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => ModelNames.Ease;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        if (data.ItemCount > _options.MostItems)
        {
            throw new TrainingException(
                $"'{Name}' inverts a matrix of items × items: {data.ItemCount:n0} items are more than the {_options.MostItems:n0} it is set to take on. Leave it out ('{ModelNames.ItemKnn}' and '{ModelNames.Transitions}' take any number), or raise the limit if there is memory for 2 bytes × items².");
        }

        if (data.ItemCount > _options.MostItemsToChoose || data.Validation.Count == 0)
        {
            return ItemMatrixModel.Fit(Name, Matrix(data, _options.Regularisations[0], run, cancellationToken), data, run, cancellationToken);
        }

        var matrices = _options.Regularisations.ToDictionary(r => r, r => Matrix(data, r, run, cancellationToken));
        var best = HeldOutChoice.Best(
            _options.Regularisations, _options.Regularisations[0], r => new ItemMatrixModel(Name, matrices[r], RecencyWeights.Default), data, run, cancellationToken);
        return ItemMatrixModel.Fit(Name, matrices[best], data, run, cancellationToken);
    }

    private SparseItemMatrix Matrix(TrainingData data, float regularisation, TrainingRun run, CancellationToken cancellationToken)
    {
        var tiles = new SymmetricTiles(data.ItemCount, Math.Min(_options.Tile, data.ItemCount));
        var likes = data.Histories.Select(h => h.Distinct().ToArray()).ToArray();
        Fill(tiles, likes, regularisation);
        using (var inverse = new SweepInverse(_sessions))
        {
            inverse.Negate(tiles, run.Threads, done => run.Progress?.Report(new((long)(done * tiles.Blocks), tiles.Blocks, double.NaN, 0, null)), cancellationToken);
        }

        var residual = Residual.Of(tiles, likes, regularisation, run.Seed, run.Threads);
        if (!(residual <= MostResidual))
        {
            throw new TrainingException($"The inverse behind '{Name}' is off by {residual:g3}: the regularisation of {regularisation} is too small for this data. Raise it.");
        }

        return Rows(tiles, run.Threads, cancellationToken);
    }

    private static void Fill(SymmetricTiles tiles, int[][] likes, float regularisation)
    {
        for (var i = 0; i < tiles.Size; i++)
        {
            tiles[i, i] = regularisation;
        }

        foreach (var items in likes)
        {
            for (var i = 0; i < items.Length; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    tiles[items[i], items[j]] += 1;
                }
            }
        }
    }

    /// <summary>The rows of B, from minus P.</summary>
    private SparseItemMatrix Rows(SymmetricTiles negative, int threads, CancellationToken cancellationToken)
    {
        var diagonal = Enumerable.Range(0, negative.Size).Select(i => -negative[i, i]).ToArray();
        using var rows = new ThreadLocal<float[]>(() => new float[negative.Size]);
        return SparseItemMatrix.Build(
            negative.Size,
            _options.MostEntries,
            threads,
            (item, board) =>
            {
                var row = rows.Value!;
                negative.CopyRow(item, row);
                row[item] = 0;
                var largest = 0f;
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] /= diagonal[i];
                    largest = Math.Max(largest, Math.Abs(row[i]));
                }

                for (var i = 0; i < row.Length; i++)
                {
                    if (Math.Abs(row[i]) > Negligible * largest)
                    {
                        board.Add(i, row[i]);
                    }
                }
            },
            cancellationToken);
    }
}
