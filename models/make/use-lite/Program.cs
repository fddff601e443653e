using LlmRec.Models.UseLite;

if (args is not [var package, var output])
{
    Console.Error.WriteLine("usage: LlmRec.Models.UseLite NPM_PACKAGE_FOLDER OUTPUT_FOLDER");
    return 2;
}

var weights = TensorFlowJsWeights.Load(Path.Combine(package, "dist", "model.json"));
ModelFolderWriter.Write(
    output,
    new()
    {
        ["model.onnx"] = UseLiteGraph.Build(weights, WeightStorage.Fp32),
        ["model_fp16.onnx"] = UseLiteGraph.Build(weights, WeightStorage.Fp16),
        ["model_int8.onnx"] = UseLiteGraph.Build(weights, WeightStorage.Int8),
    },
    package);
return 0;
