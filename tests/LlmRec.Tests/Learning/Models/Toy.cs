using LlmRec.Learning.Models;
using LlmRec.Onnx;
using Microsoft.Extensions.Options;

namespace LlmRec.Tests.Learning.Models;

internal static class Toy
{
    public static OnnxSessions Sessions { get; } = new(Options.Create(new OnnxOptions()));

    /// <summary>Random histories over some items, with held-out next items.</summary>
    public static TrainingData Data(int items, int users, int seed)
    {
        var random = new Random(seed);
        int[] Walk()
        {
            var at = random.Next(items);
            return [.. Enumerable.Range(0, 4 + random.Next(5)).Select(_ => at = random.Next(5) == 0 ? random.Next(items) : (at + 1) % items)];
        }

        var walks = Enumerable.Range(0, users).Select(_ => Walk()).ToList();
        return new()
        {
            ItemCount = items,
            Histories = [.. walks.Select(w => w[..^1])],
            Validation = [.. walks.Select(w => new HeldOut(w[..^1], w[^1]))],
            Texts = [.. Enumerable.Range(0, items).Select(i => $"series {i / 7} piece {i}")],
        };
    }

    public static float[] Scores(IScoringModel model, int items, params int[] history)
    {
        var scores = new float[items];
        model.Score([history], scores, default);
        return scores;
    }
}

/// <summary>A model whose scores are given.</summary>
internal sealed class GivenModel(string name, Func<int[], int, float> score, int items) : IScoringModel, IModelTrainer
{
    public string Name => name;

    public void Score(IReadOnlyList<ReadOnlyMemory<int>> histories, Span<float> scores, CancellationToken cancellationToken)
    {
        for (var row = 0; row < histories.Count; row++)
        {
            for (var item = 0; item < items; item++)
            {
                scores[(row * items) + item] = score(histories[row].ToArray(), item);
            }
        }
    }

    public IScoringModel Train(TrainingData data, TrainingRun run, CancellationToken cancellationToken) => this;

    public void Dispose()
    {
    }
}
