using System.CommandLine;
using LlmRec.Agents.Conversing;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class ChatCommand
{
    /// <summary>Whose conversations those of the command line are: no key has this name.</summary>
    private const string Owner = "(command line)";

    public static Command Create()
    {
        var user = new Option<string?>("--user") { Description = "Whose conversation it is (default: a visitor's).", HelpName = "ID" };
        return new Command("chat", "Talk: say what you like, what you feel like, what you don't want. An empty line or Ctrl-D ends it.") { user }.With(
            StoreUse.Existing,
            async (parsed, services, output, cancellationToken) =>
            {
                var conversations = services.GetRequiredService<Conversations>();
                string? id = null;
                while (await NextAsync(output, cancellationToken) is { Length: > 0 } line)
                {
                    var answer = await conversations.SayAsync(new(line, id, parsed.GetValue(user)), Owner, cancellationToken);
                    id = answer!.ConversationId;
                    output.Answer(answer, console => Print(console, answer));
                }

                return 0;
            });
    }

    private static async Task<string?> NextAsync(Output output, CancellationToken cancellationToken)
    {
        if (!Console.IsInputRedirected)
        {
            output.Remarks.Markup("[grey]> [/]");
        }

        return (await Console.In.ReadLineAsync(cancellationToken))?.Trim();
    }

    private static void Print(IAnsiConsole console, ChatAnswer answer)
    {
        console.MarkupLineInterpolated($"{answer.Reply}");
        foreach (var item in answer.Items)
        {
            console.MarkupLineInterpolated($"  [bold]{item.Title}[/] [grey]{item.Id}[/]");
        }

        console.WriteLine();
    }
}
