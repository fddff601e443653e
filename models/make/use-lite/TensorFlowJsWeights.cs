using System.Runtime.InteropServices;
using System.Text.Json;

namespace LlmRec.Models.UseLite;

/// <summary>The weights of a TensorFlow.js graph model by name: shards put end to end, then sliced.</summary>
public sealed class TensorFlowJsWeights
{
    private readonly Dictionary<string, (long[] Shape, float[] Data)> _weights;

    private TensorFlowJsWeights(Dictionary<string, (long[] Shape, float[] Data)> weights) => _weights = weights;

    /// <summary>Reads <c>model.json</c> and the shards beside it; keeps what is float32.</summary>
    /// <exception cref="InvalidDataException">The shards are shorter than the manifest says, or a weight is quantised.</exception>
    public static TensorFlowJsWeights Load(string modelJson)
    {
        var folder = Path.GetDirectoryName(modelJson)!;
        using var document = JsonDocument.Parse(File.ReadAllBytes(modelJson));
        var weights = new Dictionary<string, (long[], float[])>();
        foreach (var group in document.RootElement.GetProperty("weightsManifest").EnumerateArray())
        {
            byte[] bytes = [.. group.GetProperty("paths").EnumerateArray().SelectMany(p => File.ReadAllBytes(Path.Combine(folder, p.GetString()!)))];
            var offset = 0;
            foreach (var weight in group.GetProperty("weights").EnumerateArray())
            {
                long[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
                var count = (int)shape.Aggregate(1L, (a, b) => a * b);
                var name = weight.GetProperty("name").GetString()!;
                var type = weight.GetProperty("dtype").GetString();
                var size = count * (type == "bool" ? 1 : sizeof(float));
                if (weight.TryGetProperty("quantization", out _) || offset + size > bytes.Length)
                {
                    throw new InvalidDataException($"The weight {name} is quantised, or the shards are cut off: not the package this converter knows.");
                }

                if (type == "float32")
                {
                    weights[name] = (shape, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(offset, size)).ToArray());
                }

                offset += size;
            }
        }

        return new(weights);
    }

    /// <summary>A weight by the end of its name.</summary>
    /// <exception cref="InvalidDataException">None or several names end so.</exception>
    public (long[] Shape, float[] Data) this[string ending]
    {
        get
        {
            var found = _weights.Where(w => w.Key.EndsWith(ending, StringComparison.Ordinal)).ToList();
            return found.Count == 1
                ? found[0].Value
                : throw new InvalidDataException($"{found.Count} weights end with {ending}: not the package this converter knows.");
        }
    }
}
