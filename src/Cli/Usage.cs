using System.CommandLine;
using System.CommandLine.Help;

namespace LlmRec.Cli;

/// <summary>Answers a command line that can't be understood: what is wrong with it, and where help is.</summary>
internal static class Usage
{
    public static int Refuse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // A command that only holds others was named alone: its help says which.
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0 && !parsed.GetValue(CommonOptions.Json))
        {
            new HelpAction().Invoke(parsed);
            return 1;
        }

        // That a command is missing follows from the one that was misspelt.
        var faults = parsed.Errors.Select(e => e.Message).Distinct().ToList();
        var telling = parsed.UnmatchedTokens.Count > 0 ? [.. faults.Where(f => parsed.UnmatchedTokens.Any(t => f.Contains($"'{t}'", StringComparison.Ordinal)))] : faults;
        new Output(parsed.GetValue(CommonOptions.Json)).Error(
            $"{string.Join(" ", telling.Count > 0 ? telling : faults)} `{PathOf(command)} --help` shows what is taken.");
        return 1;
    }

    private static string PathOf(Command command) =>
        string.Join(' ', command.Parents.OfType<Command>().Take(1).Select(PathOf).Append(command is RootCommand ? "llmrec" : command.Name));
}
