using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LlmRec.Embedding.Encoders;

/// <summary>What of a model's graph an encoder uses: its inputs by name, and one output.</summary>
internal sealed class ModelOutput
{
    private readonly bool _half;

    private ModelOutput(string name, bool half, IReadOnlyList<(string, TensorElementType)> inputs)
    {
        Name = name;
        _half = half;
        Inputs = inputs;
    }

    /// <summary>The output: [batch, dimension] without pooling, [batch, length, dimension] with it.</summary>
    public string Name { get; }

    /// <summary>The inputs and their types.</summary>
    public IReadOnlyList<(string Name, TensorElementType Type)> Inputs { get; }

    /// <summary>Checks a model against its folder's settings.</summary>
    /// <exception cref="EncoderFolderException">They don't fit together; the message says how.</exception>
    public static ModelOutput Of(InferenceSession session, EncoderFolder folder)
    {
        var inputs = session.InputNames.Select(name => (name, session.InputMetadata[name].ElementDataType)).ToList();
        var unknown = inputs.Where(i => !TokenBatch.Inputs.Contains(i.name) || i.ElementDataType is not (TensorElementType.Int64 or TensorElementType.Int32)).ToList();
        if (unknown.Count > 0 || inputs.TrueForAll(i => i.name != "input_ids"))
        {
            throw Misfit(folder, $"takes {Described(inputs)}, and not int64 [batch, length] of {string.Join(", ", TokenBatch.Inputs)}, the first of these at least");
        }

        var rank = folder.Settings.Pooling == Pooling.None ? 2 : 3;
        var outputs = session.OutputNames.Select(name => (Name: name, Meta: session.OutputMetadata[name])).ToList();
        var output = outputs.Find(o => rank == 3 && o.Name is "last_hidden_state" or "token_embeddings");
        output = output.Name is null ? outputs.Find(o => o.Meta.Dimensions.Length == rank && IsFloat(o.Meta)) : output;
        if (output.Name is null || !IsFloat(output.Meta) || output.Meta.Dimensions.Length != rank || (output.Meta.Dimensions[^1] > 0 && output.Meta.Dimensions[^1] != folder.Settings.Dimension))
        {
            throw Misfit(folder, $"gives {string.Join(", ", outputs.Select(o => $"{o.Name} [{string.Join(", ", o.Meta.Dimensions)}]"))}, and no float {(rank == 2 ? "[batch, " : "[batch, length, ")}{folder.Settings.Dimension}], as pooling {folder.Settings.Pooling} and dimension {folder.Settings.Dimension} need");
        }

        return new(output.Name, output.Meta.ElementDataType == TensorElementType.Float16, inputs);
    }

    /// <summary>The numbers of the output.</summary>
    public ReadOnlySpan<float> Read(OrtValue value)
    {
        if (!_half)
        {
            return value.GetTensorDataAsSpan<float>();
        }

        var halves = value.GetTensorDataAsSpan<Float16>();
        var floats = new float[halves.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = (float)halves[i];
        }

        return floats;
    }

    private static bool IsFloat(NodeMetadata meta) => meta.IsTensor && meta.ElementDataType is TensorElementType.Float or TensorElementType.Float16;

    private static string Described(List<(string Name, TensorElementType Type)> inputs) => string.Join(", ", inputs.Select(i => $"{i.Name} ({i.Type})"));

    private static EncoderFolderException Misfit(EncoderFolder folder, string how) =>
        new($"{folder.ModelPath} {how}; the folder's settings and the model don't fit together.");
}
