using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Learning.Models.Saved;

namespace LlmRec.Learning.Models.Behaviour;

/// <summary>Scores a history by the rows of its items in a sparse matrix, each weighted by recency.</summary>
internal sealed class ItemMatrixModel : IScoringModel, IItemNearness, ISavable
{
    private readonly SparseItemMatrix _matrix;
    private readonly RecencyWeights _recency;

    public ItemMatrixModel(string name, SparseItemMatrix matrix, RecencyWeights recency)
    {
        Name = name;
        _matrix = matrix;
        _recency = recency;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The matrix.</summary>
    public SparseItemMatrix Matrix => _matrix;

    /// <summary>How fast what is further back counts less.</summary>
    public RecencyWeights Recency => _recency;

    /// <summary>The model with the recency weights that fit the validation events best.</summary>
    public static ItemMatrixModel Fit(string name, SparseItemMatrix matrix, TrainingData data, TrainingRun run, CancellationToken cancellationToken) =>
        new(name, matrix, HeldOutChoice.Best(
            RecencyWeights.Choices, RecencyWeights.Default, weights => new ItemMatrixModel(name, matrix, weights), data, run, cancellationToken));

    /// <inheritdoc/>
    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken) =>
        RowScores.Fill(histories, _matrix.Rows, scores, ScoreOne, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public float Nearness(int liked, int item) => Math.Max(0, _matrix[liked, item]);

    /// <inheritdoc/>
    public void Write(string path) => TensorFile.Write(path, new Header(Name, _recency.Exponent), _matrix.ToArrays());

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no such model.</exception>
    public static ItemMatrixModel Read(string path)
    {
        var (header, arrays) = TensorFile.Read<Header>(path);
        return new(header.Name, SparseItemMatrix.FromArrays(arrays), new(header.RecencyExponent));
    }

    private void ScoreOne(ReadOnlySpan<int> history, Span<float> scores)
    {
        scores.Clear();
        for (var i = 0; i < history.Length; i++)
        {
            _matrix.AddRow(history[i], _recency.At(i, history.Length), scores);
        }
    }

    private sealed record Header(string Name, float RecencyExponent);
}
