using System.CommandLine;
using LlmRec.Cli;
using LlmRec.Cli.Commands;

var root = new RootCommand("LlmRec: recommendations, search and similar items from your own catalogue, on models that run locally.")
{
    ImportCommand.Create(),
    BackfillCommand.Create(),
    SearchCommand.Create(),
    SimilarCommand.Create(),
    RecommendCommand.Create(),
    ModelsCommand.Create(),
};
root.Options.Add(CommonOptions.Json);
root.Options.Add(CommonOptions.DataDir);
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
