using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Optimisers;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Engine.Training;

/// <summary>
/// Data parallelism with the optimiser on the host. A step's batch is cut into a fixed number of shards; each runs on one
/// thread, so that its bits are always the same, and any number of threads share the shards. Then gradients are added in
/// the order of the shards and AdamW passes over the weights in place.
/// </summary>
internal sealed class HostStepper : IStepper
{
    private const int Stretch = 1 << 15;

    private readonly TapeGraph _graph;
    private readonly StepperSettings _settings;
    private readonly GraphRun[] _shards;
    private readonly GradientSum[] _sums;
    private readonly (int Sum, int From, int Length)[] _stretches;
    private readonly double[] _squares;
    private readonly Dictionary<string, float[]> _memory = new(StringComparer.Ordinal);
    private readonly ParallelOptions _parallel;

    /// <param name="session">The graph, opened.</param>
    /// <param name="graph">A graph with gradients.</param>
    /// <param name="weights">What is trained; must outlive this.</param>
    /// <param name="settings">The settings.</param>
    public HostStepper(InferenceSession session, TapeGraph graph, Weights weights, StepperSettings settings)
    {
        (_graph, _settings) = (graph, settings);
        _parallel = new() { MaxDegreeOfParallelism = settings.Threads };
        _shards = [.. Enumerable.Range(0, settings.Shards).Select(_ => new GraphRun(session, graph, weights))];
        _sums = [.. graph.Gradients.Select(g => new GradientSum(g, weights[g.Parameter], _shards))];
        _stretches = [.. _sums.SelectMany((sum, index) => Stretches(index, sum.Total.Length))];
        _squares = new double[_stretches.Length];
        foreach (var weight in weights.Learning)
        {
            _memory.Add($"mean of {weight.Spec.Name}", new float[weight.Values.Length]);
            _memory.Add($"square of {weight.Spec.Name}", new float[weight.Values.Length]);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, float[]> Memory => _memory;

    /// <inheritdoc/>
    public StepResult Step(long step, float rate, Func<int, GraphRun, int> fill)
    {
        var tokens = new int[_shards.Length];
        Parallel.For(0, _shards.Length, _parallel, shard => tokens[shard] = Run(step, shard, fill));
        foreach (var sum in _sums)
        {
            sum.AddAllRows();
        }

        Parallel.For(0, _stretches.Length, _parallel, i =>
        {
            var (sum, from, length) = _stretches[i];
            _squares[i] = _sums[sum].AddDense(from, length);
        });
        var norm = Math.Sqrt(_squares.Sum());
        var scale = norm > _settings.ClipNorm ? (float)(_settings.ClipNorm / norm) : 1;
        Parallel.For(0, _stretches.Length, _parallel, i => Update(_stretches[i], step, rate, scale));
        return new(_shards.Sum(s => s.Floats(Tape.LossOutput)[0]), norm, tokens.Sum());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shard in _shards)
        {
            shard.Dispose();
        }
    }

    private int Run(long step, int shard, Func<int, GraphRun, int> fill)
    {
        var run = _shards[shard];
        var tokens = fill(shard, run);
        for (var i = 0; i < _graph.Inputs.Count; i++)
        {
            if (_graph.Inputs[i] is { Dropout: > 0 } mask)
            {
                CounterRandom.FillMask(run.Floats(mask.Name), CounterRandom.Key(_settings.Seed, step, shard, i), mask.Dropout);
            }
        }

        run.Run();
        foreach (var sum in _sums)
        {
            sum.AddRows(shard);
        }

        return tokens;
    }

    private void Update((int Sum, int From, int Length) stretch, long step, float rate, float scale)
    {
        var (sum, from, length) = (_sums[stretch.Sum], stretch.From, stretch.Length);
        var spec = sum.Weight.Spec;
        AdamW.Update(
            sum.Weight.Values.AsSpan(from, length),
            sum.Total.AsSpan(from, length),
            _memory[$"mean of {spec.Name}"].AsSpan(from, length),
            _memory[$"square of {spec.Name}"].AsSpan(from, length),
            _settings.Optimiser, rate, spec.Decays, scale, step + 1);
    }

    private static IEnumerable<(int Sum, int From, int Length)> Stretches(int sum, int size) => Enumerable
        .Range(0, (size + Stretch - 1) / Stretch).Select(i => (sum, i * Stretch, Math.Min(Stretch, size - (i * Stretch))));
}

/// <summary>How steps are made.</summary>
internal sealed record StepperSettings
{
    /// <summary>The key of all dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>Parts of a batch; part of the result's bits.</summary>
    public required int Shards { get; init; }

    /// <summary>Threads at most; no part of the result's bits.</summary>
    public required int Threads { get; init; }

    /// <summary>Longest gradient: a longer one is cut to this length (Pascanu et al., 2013).</summary>
    public required double ClipNorm { get; init; }

    /// <summary>AdamW's settings.</summary>
    public required AdamWSettings Optimiser { get; init; }
}
