using System.CommandLine;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace LlmRec.Cli.Commands;

internal static class TryModelCommand
{
    private const float Lively = .7f;
    private const int DefaultTokens = 256;

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A language model's folder." };
        var prompt = new Option<string>("--prompt") { Description = "What to say to it.", HelpName = "TEXT", Required = true };
        var system = new Option<string?>("--system") { Description = "What it is told before (default: what its chat template says).", HelpName = "TEXT" };
        var tokens = new Option<int>("--max-tokens") { Description = "Tokens of the answer, at most.", HelpName = "N", DefaultValueFactory = _ => DefaultTokens };
        var greedy = new Option<bool>("--greedy") { Description = "Always the likeliest token, instead of drawing: the same answer every time." };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that compute a token together, 1 to 256 (default: the machine's cores).",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        return new Command("try", "Hear what a language model answers, before you configure it.") { folder, prompt, system, tokens, greedy, threads }.With(
            StoreUse.None,
            async (parsed, services, output, cancellationToken) =>
            {
                if (parsed.GetValue(threads) is < 1 or > 256)
                {
                    throw new CommandException("--threads must be from 1 to 256.");
                }

                using var model = await Task.Run(() => LanguageModel.Load(LanguageFolder.Open(parsed.GetRequiredValue(folder)), parsed.GetValue(threads)), cancellationToken);
                List<ChatMessage> messages = [new(ChatRole.User, parsed.GetRequiredValue(prompt))];
                if (parsed.GetValue(system) is { } told)
                {
                    messages.Insert(0, new(ChatRole.System, told));
                }

                var options = new ChatOptions { MaxOutputTokens = parsed.GetValue(tokens), Temperature = parsed.GetValue(greedy) ? 0 : Lively };
                Action<string>? stream = parsed.GetValue(CommonOptions.Json) ? null : Console.Out.Write;
                var answer = await Task.Run(() => ModelTrial.Run(model, messages, options, stream, cancellationToken), cancellationToken);
                output.Answer(answer, console =>
                {
                    console.WriteLine();
                    console.MarkupLineInterpolated($"[grey]{answer.PromptIds.Count} tokens read, {answer.Ids.Count} written; first after {answer.FirstTokenMs:0} ms, then {answer.TokensPerSecond ?? 0:0} a second[/]");
                });
                return 0;
            });
    }
}
