using LlmRec.Learning.Engine.Graphs;
using LlmRec.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Engine.Training;

/// <summary>
/// Forward, backward and AdamW in one graph, for devices from which gradients are dear to fetch. Weights come out beside
/// those that went in and take their place after the run: written in place, the graph would read some of them too late.
/// </summary>
internal sealed class GraphStepper : IStepper
{
    private readonly TapeGraph _graph;
    private readonly Weights _weights;
    private readonly StepperSettings _settings;
    private readonly InferenceSession _session;
    private readonly GraphRun _run;
    private readonly Dictionary<string, float[]> _memory = new(StringComparer.Ordinal);

    /// <param name="graph">A graph with its update.</param>
    /// <param name="weights">What is trained; must outlive this.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="sessions">Opens the graph.</param>
    /// <exception cref="ArgumentException">The settings ask for several shards or for Muon.</exception>
    public GraphStepper(TapeGraph graph, Weights weights, StepperSettings settings, OnnxSessions sessions)
    {
        if (settings.Shards != 1 || settings.Muon is not null)
        {
            throw new ArgumentException("An update in the graph takes one shard and AdamW for everything.", nameof(settings));
        }

        (_graph, _weights, _settings) = (graph, weights, settings);
        _session = sessions.Open(graph.Model, "the training graph");
        _run = new(_session, graph, weights, sessions.CopiesInputs);
        foreach (var weight in weights.Learning)
        {
            foreach (var moment in new[] { $"mean of {weight.Spec.Name}", $"square of {weight.Spec.Name}" })
            {
                _memory.Add(moment, _run.Floats(moment));
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, float[]> Memory => _memory;

    /// <inheritdoc/>
    public StepResult Step(long step, float rate, Func<int, GraphRun, int> fill)
    {
        var tokens = fill(0, _run);
        _run.FillMasks(_graph, CounterRandom.Key(_settings.Seed, step, 0));
        var optimiser = _settings.Optimiser;
        var root = Math.Sqrt(1 - Math.Pow(optimiser.Beta2, step + 1));
        _run.Floats(Tape.StepSize)[0] = (float)(rate * root / (1 - Math.Pow(optimiser.Beta1, step + 1)));
        _run.Floats(Tape.Epsilon)[0] = (float)(optimiser.Epsilon * root);
        _run.Floats(Tape.Keep)[0] = 1 - (rate * optimiser.Decay);
        _run.Run();
        foreach (var weight in _weights.Learning)
        {
            _run.Floats($"new {weight.Spec.Name}").CopyTo(weight.Values, 0);
        }

        foreach (var (name, values) in _memory)
        {
            _run.Floats($"new {name}").CopyTo(values, 0);
        }

        return new(_run.Floats(Tape.LossOutput)[0], _run.Floats(Tape.NormOutput)[0], tokens);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
