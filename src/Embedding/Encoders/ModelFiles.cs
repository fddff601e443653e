namespace LlmRec.Embedding.Encoders;

/// <summary>Which file of a folder is the model, by how its weights are stored. Names as exporters give them.</summary>
public static class ModelFiles
{
    /// <summary>The names under which a model with such weights may lie in a folder, the first that is there counts.</summary>
    /// <param name="weights"><c>fp32</c>, <c>fp16</c> or <c>int8</c>.</param>
    public static IReadOnlyList<string> Names(string weights) => weights switch
    {
        "fp32" => ["model.onnx", "onnx/model.onnx"],
        "fp16" => ["model_fp16.onnx", "onnx/model_fp16.onnx"],
        _ => ["model_int8.onnx", "model_quantized.onnx", "onnx/model_int8.onnx", "onnx/model_quantized.onnx"],
    };

    /// <summary>The model, and after it a file with weights beside it, if there is one.</summary>
    /// <exception cref="EncoderFolderException">There is none with such weights.</exception>
    internal static string[] Find(string folder, string weights)
    {
        var names = Names(weights);
        var model = names.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)))
            ?? throw new EncoderFolderException(weights == "fp32"
                ? $"{Path.Combine(folder, names[0])} is missing. Fetch or convert the model folder again."
                : $"{folder} has no model with {weights} weights ({string.Join(", ", names)}). Set Encoder:Weights to fp32, or fetch that variant.");
        return File.Exists(Path.Combine(folder, $"{model}_data")) ? [model, $"{model}_data"] : [model];
    }
}
