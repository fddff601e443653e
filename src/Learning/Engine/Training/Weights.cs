using LlmRec.Learning.Engine.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace LlmRec.Learning.Engine.Training;

/// <summary>
/// The values of parameters, in memory that runs read directly. They change only between runs: then no run needs a copy, and
/// an update can be made in place.
/// </summary>
internal sealed class Weights : IDisposable
{
    private readonly Dictionary<string, Weight> _weights = new(StringComparer.Ordinal);

    /// <summary>All of them, in the order of the graph.</summary>
    public IEnumerable<Weight> All => _weights.Values;

    /// <summary>Those that are trained.</summary>
    public IEnumerable<Weight> Learning => _weights.Values.Where(w => w.Spec.Learns);

    /// <summary>One of them.</summary>
    public Weight this[string name] => _weights[name];

    /// <summary>Values as training begins with them.</summary>
    /// <param name="specs">The parameters.</param>
    /// <param name="frozen">The values of those that are not trained; used as they are, not copied.</param>
    /// <param name="seed">Where the others' values come from. A parameter's depend on its name, not on its place.</param>
    public static Weights Create(IEnumerable<ParameterSpec> specs, IReadOnlyDictionary<string, float[]> frozen, int seed)
    {
        var weights = new Weights();
        foreach (var spec in specs)
        {
            var values = spec.Initial is null ? frozen[spec.Name] : new float[spec.Size];
            if (spec.Initial is { } initial)
            {
                CounterRandom.FillNormal(values, CounterRandom.Key(seed, NameKey(spec.Name)), initial.Mean, initial.Deviation);
            }

            weights._weights.Add(spec.Name, new(spec, values));
        }

        return weights;
    }

    /// <summary>A copy of what is trained; what is frozen is shared.</summary>
    public Weights Copy()
    {
        var copy = new Weights();
        foreach (var weight in All)
        {
            copy._weights.Add(weight.Spec.Name, new(weight.Spec, weight.Spec.Learns ? (float[])weight.Values.Clone() : weight.Values));
        }

        return copy;
    }

    /// <summary>Takes over the trained values of others of the same parameters.</summary>
    public void CopyFrom(Weights others)
    {
        foreach (var weight in Learning)
        {
            others[weight.Spec.Name].Values.CopyTo(weight.Values, 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weight in All)
        {
            weight.Dispose();
        }
    }

    private static long NameKey(string name) => name.Aggregate(17L, (key, c) => unchecked((key * 31) + c));
}

/// <summary>A parameter's values.</summary>
internal sealed class Weight : IDisposable
{
    internal Weight(ParameterSpec spec, float[] values)
    {
        Spec = spec;
        Values = values;
        Tensor = OrtValue.CreateTensorValueFromMemory(values, Array.ConvertAll(spec.Shape, d => (long)d));
    }

    /// <summary>The parameter.</summary>
    public ParameterSpec Spec { get; }

    /// <summary>Its values, row-major.</summary>
    public float[] Values { get; }

    /// <summary>The same memory, as runs take it.</summary>
    public OrtValue Tensor { get; }

    /// <inheritdoc/>
    public void Dispose() => Tensor.Dispose();
}
