using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Optimisers;
using LlmRec.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Engine.Training;

/// <summary>
/// Data parallelism with the optimiser on the host. A step's batch is cut into a fixed number of shards; each runs on one
/// thread, so that its bits are always the same, and any number of threads share the shards. Then gradients are added in
/// the order of the shards, and AdamW, or Muon for hidden matrices, changes the weights in place.
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
    private readonly GradientSum[] _matrices;
    private readonly Muon? _muon;
    private readonly InferenceSession _session;

    /// <param name="graph">A graph with gradients.</param>
    /// <param name="weights">What is trained; must outlive this.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="sessions">Opens the graph.</param>
    public HostStepper(TapeGraph graph, Weights weights, StepperSettings settings, OnnxSessions sessions)
    {
        var session = _session = sessions.Open(graph.Model, "the training graph");
        (_graph, _settings) = (graph, settings);
        _parallel = new() { MaxDegreeOfParallelism = settings.Threads };
        _shards = [.. Enumerable.Range(0, settings.Shards).Select(_ => new GraphRun(session, graph, weights, sessions.CopiesInputs))];
        _sums = [.. graph.Gradients.Select(g => new GradientSum(g, weights[g.Parameter], _shards))];
        _stretches = [.. _sums.SelectMany((sum, index) => Stretches(index, sum.Total.Length))];
        _squares = new double[_stretches.Length];
        _matrices = settings.Muon is null ? [] : [.. _sums.Where(s => s.Weight.Spec.IsHiddenMatrix)];
        _muon = settings.Muon is { } muon ? new(_matrices.Select(m => m.Weight.Spec), muon, sessions) : null;
        foreach (var weight in weights.Learning)
        {
            _memory.Add($"mean of {weight.Spec.Name}", new float[weight.Values.Length]);
            if (_muon is null || !weight.Spec.IsHiddenMatrix)
            {
                _memory.Add($"square of {weight.Spec.Name}", new float[weight.Values.Length]);
            }
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
        Parallel.For(0, _matrices.Length, _parallel, i => _muon!.Update(
            _matrices[i].Weight, _matrices[i].Total, _memory[$"mean of {_matrices[i].Weight.Spec.Name}"], rate, scale));
        return new(_shards.Sum(s => s.Floats(Tape.LossOutput)[0]), norm, tokens.Sum());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shard in _shards)
        {
            shard.Dispose();
        }

        _muon?.Dispose();
        _session.Dispose();
    }

    private int Run(long step, int shard, Func<int, GraphRun, int> fill)
    {
        var run = _shards[shard];
        var tokens = fill(shard, run);
        run.FillMasks(_graph, CounterRandom.Key(_settings.Seed, step, shard));
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
        if (_muon is not null && spec.IsHiddenMatrix)
        {
            return;
        }

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

    /// <summary>Muon's settings for hidden matrices; null for AdamW there too.</summary>
    public MuonSettings? Muon { get; init; }
}
