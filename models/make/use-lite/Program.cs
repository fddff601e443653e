using LlmRec.Models.UseLite;

if (args is not [var package, var output])
{
    Console.Error.WriteLine("usage: LlmRec.Models.UseLite NPM_PACKAGE_FOLDER OUTPUT_FOLDER");
    return 2;
}

var weights = TensorFlowJsWeights.Load(Path.Combine(package, "dist", "model.json"));
ModelFolderWriter.Write(output, UseLiteGraph.Build(weights), package);
return 0;
