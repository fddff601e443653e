using LlmRec.Learning.Engine.Graphs;
using LlmRec.Onnx;
using LlmRec.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Engine.Training;

/// <summary>Buffers of one caller of a graph, bound once. Fill the inputs, run, read the outputs. One run at a time; several of a session may run side by side.</summary>
internal sealed class GraphRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly List<OrtValue> _values = [];
    private readonly Dictionary<string, Array> _buffers = new(StringComparer.Ordinal);
    private readonly List<(string Name, OrtValue Value)> _inputs = [];
    private readonly bool _copies;

    /// <param name="session">The graph, opened.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">The parameters' values, which must outlive this.</param>
    /// <param name="copies">Whether the graph runs elsewhere than in the memory of the buffers (<see cref="OnnxSessions.CopiesInputs"/>).</param>
    public GraphRun(InferenceSession session, TapeGraph graph, Weights weights, bool copies)
    {
        _session = session;
        _copies = copies;
        _binding = session.CreateIoBinding();
        _inputs.AddRange(graph.Parameters.Select(p => (p.Name, weights[p.Name].Tensor)));
        _inputs.AddRange(graph.Inputs.Select(i => (i.Name, Buffer(i.Name, i.Type, i.Shape))));
        BindInputs();

        foreach (var output in graph.Outputs)
        {
            _binding.BindOutput(output.Name, Buffer(output.Name, output.Type, output.Shape));
        }
    }

    /// <summary>The buffer of an input or output of floats.</summary>
    public float[] Floats(string name) => (float[])_buffers[name];

    /// <summary>The buffer of an input or output of whole numbers.</summary>
    public long[] Integers(string name) => (long[])_buffers[name];

    /// <summary>Fills all dropout masks.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="key">Theirs.</param>
    public void FillMasks(TapeGraph graph, ulong key)
    {
        for (var i = 0; i < graph.Inputs.Count; i++)
        {
            if (graph.Inputs[i] is { Dropout: > 0 } mask)
            {
                CounterRandom.FillMask(Floats(mask.Name), CounterRandom.Key((long)key, i), mask.Dropout);
            }
        }
    }

    /// <summary>Runs the graph.</summary>
    public void Run()
    {
        if (_copies)
        {
            // What is bound is copied to a device when it is bound, not when it runs: it would see the first values for ever.
            BindInputs();
        }

        _session.RunWithBinding(_options, _binding);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _options.Dispose();
        _values.ForEach(v => v.Dispose());
    }

    private void BindInputs() => _inputs.ForEach(input => _binding.BindInput(input.Name, input.Value));

    private OrtValue Buffer(string name, ElementType type, int[] shape)
    {
        var dimensions = Array.ConvertAll(shape, d => (long)d);
        var size = shape.Aggregate(1, (product, d) => checked(product * d));
        var (buffer, value) = type == ElementType.Float ? Buffer<float>(size, dimensions) : Buffer<long>(size, dimensions);
        _buffers.Add(name, buffer);
        _values.Add(value);
        return value;
    }

    private static (Array Buffer, OrtValue Value) Buffer<T>(int size, long[] dimensions)
        where T : unmanaged
    {
        var buffer = new T[size];
        return (buffer, OrtValue.CreateTensorValueFromMemory(buffer, dimensions));
    }
}
