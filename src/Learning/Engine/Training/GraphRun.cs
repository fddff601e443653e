using LlmRec.Learning.Engine.Graphs;
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

    /// <param name="session">The graph, opened.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">The parameters' values, which must outlive this.</param>
    public GraphRun(InferenceSession session, TapeGraph graph, Weights weights)
    {
        _session = session;
        _binding = session.CreateIoBinding();
        foreach (var parameter in graph.Parameters)
        {
            _binding.BindInput(parameter.Name, weights[parameter.Name].Tensor);
        }

        foreach (var input in graph.Inputs)
        {
            _binding.BindInput(input.Name, Buffer(input.Name, input.Type, input.Shape));
        }

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
    public void Run() => _session.RunWithBinding(_options, _binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _options.Dispose();
        _values.ForEach(v => v.Dispose());
    }

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
