using System.CommandLine;
using System.CommandLine.Invocation;
using LlmRec.Cli;
using LlmRec.Cli.Commands;

var root = new RootCommand("LlmRec: recommendations, search and similar items from your own catalogue, on models that run locally.")
{
    ImportCommand.Create(),
    BackfillCommand.Create(),
    TrainCommand.Create(),
    SearchCommand.Create(),
    SimilarCommand.Create(),
    RecommendCommand.Create(),
    ExplainCommand.Create(),
    ChatCommand.Create(),
    McpCommand.Create(),
    ModelsCommand.Create(),
    KeysCommand.Create(),
    EvaluateCommand.Create(),
    EvaluateExplanationsCommand.Create(),
    EvaluateDialogueCommand.Create(),
    EvaluateDialogueChannelCommand.Create(),
    EvaluateIntentsCommand.Create(),
    EvaluateConversationsCommand.Create(),
};
root.Options.Add(CommonOptions.Json);
root.Options.Add(CommonOptions.DataDir);
var parsed = root.Parse(args);
return parsed.Action is ParseErrorAction
    ? Usage.Refuse(parsed)
    : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
