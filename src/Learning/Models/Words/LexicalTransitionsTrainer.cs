using LlmRec.Learning.Models.Behaviour;

namespace LlmRec.Learning.Models.Words;

/// <summary>
/// Transitions read more widely by the items' words: what follows the items that read like a liked one (S·T), and what reads
/// like its followers (T·S), where T are the transitions and S the nearest items by BM25, each row summing to 1. It speaks
/// where transitions are silent: of rare items, and of new ones. Smoothing of transition counts over similar states, as
/// Jelinek and Mercer (1980) smooth sparse n-gram counts by classes.
/// </summary>
internal sealed class LexicalTransitionsTrainer : IModelTrainer
{
    private const int MostEntries = 1_000;
    private const int Neighbours = 10;

    /// <inheritdoc/>
    public string Name => ModelNames.LexicalTransitions;

    /// <inheritdoc/>
    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingChecks.Check(data);
        var texts = data.Texts ?? throw new TrainingException($"The model '{Name}' matches words, but no item has text: give the items titles or leave it out.");
        var transitions = TransitionsTrainer.Matrix(data, Occurrences.Of(data), TransitionShape.Default, run.Threads, cancellationToken);
        var similar = Nearest(texts, run.Threads, cancellationToken);
        var matrix = SparseItemMatrix.Build(
            data.ItemCount,
            MostEntries,
            run.Threads,
            (item, board) =>
            {
                AddRows(similar, transitions, item, board);
                AddRows(transitions, similar, item, board);
                board[item] = 0;
            },
            cancellationToken);
        return ItemMatrixModel.Fit(Name, matrix, data, run, cancellationToken);
    }

    /// <summary>Adds row <paramref name="item"/> of the product first × second.</summary>
    private static void AddRows(SparseItemMatrix first, SparseItemMatrix second, int item, ScoreBoard board)
    {
        var through = first.ColumnsOf(item);
        var weights = first.ValuesOf(item);
        for (var i = 0; i < through.Length; i++)
        {
            var columns = second.ColumnsOf(through[i]);
            var values = second.ValuesOf(through[i]);
            for (var j = 0; j < columns.Length; j++)
            {
                board.Add(columns[j], weights[i] * values[j]);
            }
        }
    }

    private static SparseItemMatrix Nearest(IReadOnlyList<string> texts, int threads, CancellationToken cancellationToken)
    {
        using var model = new LexicalModel(TermIndex.Of(texts), Bm25.Default, RecencyWeights.Default);
        using var rows = new ThreadLocal<float[]>(() => new float[texts.Count]);
        var nearest = SparseItemMatrix.Build(
            texts.Count,
            Neighbours,
            threads,
            (item, board) =>
            {
                var row = rows.Value!;
                model.Score([new int[] { item }], row, cancellationToken);
                row[item] = 0;
                for (var other = 0; other < row.Length; other++)
                {
                    if (row[other] > 0)
                    {
                        board.Add(other, row[other]);
                    }
                }
            },
            cancellationToken);
        return nearest.WithRowsSummingToOne();
    }
}
