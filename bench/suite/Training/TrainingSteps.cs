using System.Diagnostics;
using LlmRec.Learning.Decoder;
using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Optimisers;
using LlmRec.Learning.Engine.Training;
using LlmRec.Learning.Models;
using LlmRec.Learning.Models.Sequence;
using LlmRec.Onnx;

namespace LlmRec.Bench;

/// <summary>Steps of a training as the product makes them, on synthetic data that fills every row.</summary>
internal sealed class TrainingSteps : IDisposable
{
    private const int Batches = 4;

    private readonly ITrainingTask _task;
    private readonly Weights _weights;
    private readonly HostStepper _stepper;
    private readonly StepperSettings _settings;
    private int _step;

    private TrainingSteps(ITrainingTask task, double flopsAToken, double clip, AdamWSettings optimiser, OnnxSessions sessions, int threads)
    {
        (_task, FlopsAToken) = (task, flopsAToken);
        var tape = new Tape("training", training: true);
        tape.Differentiate(task.Loss(tape));
        Graph = tape.Build();
        _weights = Weights.Create(Graph.Parameters, task.Frozen, seed: 1);
        _settings = new() { Seed = 1, Shards = Shards, Threads = threads, ClipNorm = clip, Optimiser = optimiser };
        _stepper = new(Graph, _weights, _settings, sessions);
        task.StartEpoch(0);
    }

    public const int Shards = 2;

    public TapeGraph Graph { get; }

    /// <summary>Floating-point operations of the matrix products for a token, forward and backward.</summary>
    public double FlopsAToken { get; }

    /// <summary>Tokens in a step.</summary>
    public int Tokens { get; private set; }

    /// <summary><c>sequence</c> as `beauty` has it: 12,101 items, d 64, 2 layers, 1 head, length 50, 1,600 tokens a step, full softmax.</summary>
    public static TrainingSteps Sequence(OnnxSessions sessions, int threads)
    {
        const int Items = 12_101, Width = 64, Layers = 2, Length = 50, Rows = 32;
        var random = new Random(1);
        // Every item has to occur, or it would not stand in the softmax.
        var histories = Enumerable.Range(0, Batches * Rows * 2)
            .Select(u => Enumerable.Range(0, Length + 1).Select(i => (u * (Length + 1)) + i is var n && n < Items ? n : (int)Math.Pow(Items, random.NextDouble()) - 1).ToArray()).ToArray();
        var data = new TrainingData { ItemCount = Items, Histories = histories };
        var setting = new SequenceSetting
        {
            Name = ModelNames.Sequence,
            Data = data,
            Items = new(data),
            Shape = new() { Width = Width, Layers = Layers, Heads = 1, Length = Length, Dropout = 0.5f },
            TextWidth = 0,
            RowsOfAShard = Rows / Shards,
            Shards = Shards,
            Negatives = 0,
            MaskedShare = 0,
            Seed = 1,
        };
        var flops = 6.0 * ((Layers * ((6 * Width * Width) + (2 * Length * Width))) + (Items * Width));
        return new(new NextItemTask(setting, (_, _) => null), flops, 5, new(0.01f), sessions, threads);
    }

    /// <summary>The decoder of DecoderOptions' defaults with a vocabulary of 1,600; 4,096 tokens a step, AdamW throughout.</summary>
    public static TrainingSteps Decoder(OnnxSessions sessions, int threads)
    {
        var options = new DecoderOptions();
        var shape = DecoderShape.For(options, 1_600);
        var random = new Random(1);
        var rows = options.TokensPerBatch / shape.Length;
        TokenDocument[] documents = [.. Enumerable.Range(0, Batches * rows).Select(_ => new TokenDocument([.. Enumerable.Range(0, shape.Length + 1).Select(_ => random.Next(shape.Vocabulary))]))];
        var heads = shape.Heads * shape.HeadWidth;
        var layer = (shape.Width * ((2 * heads) + (2 * shape.KeyValueHeads * shape.HeadWidth) + (3 * shape.Inner))) + (2 * shape.Length * heads);
        var flops = 6.0 * ((shape.Layers * layer) + (shape.Vocabulary * shape.Width));
        return new(new DecoderTask(shape, documents, rows / Shards, Shards, 1, (_, _) => null), flops, 1, new((float)options.WeightDecay, Beta2: 0.95f), sessions, threads);
    }

    /// <summary>Seconds that batches took to be filled, over all steps; with one thread a part of their time.</summary>
    public double FillSeconds { get; private set; }

    /// <summary>Seconds to draw a step's dropout masks, on one thread.</summary>
    public double MaskSeconds()
    {
        var masks = Graph.Inputs.Where(i => i.Dropout > 0).Select(i => (i.Dropout, Values: new float[i.Shape.Aggregate(1, (size, d) => size * d)])).ToArray();
        var watch = Stopwatch.StartNew();
        for (var shard = 0; shard < Shards; shard++)
        {
            foreach (var (rate, values) in masks)
            {
                CounterRandom.FillMask(values, CounterRandom.Key(shard), rate);
            }
        }

        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Makes steps.</summary>
    /// <returns>Seconds.</returns>
    public double Run(int steps)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < steps; i++)
        {
            var batch = _step % Batches;
            Tokens = _stepper.Step(_step, 1e-3f, (shard, run) => Fill(batch, shard, run)).Tokens;
            _step++;
        }

        return watch.Elapsed.TotalSeconds;
    }

    private int Fill(int batch, int shard, GraphRun run)
    {
        var watch = Stopwatch.StartNew();
        var tokens = _task.Fill(batch, shard, run);
        FillSeconds += watch.Elapsed.TotalSeconds;
        return tokens;
    }

    public void Dispose()
    {
        _stepper.Dispose();
        _weights.Dispose();
    }
}
