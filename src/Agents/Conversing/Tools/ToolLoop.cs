using System.Diagnostics;
using LlmRec.Agents.Conversing.Tools.Checking;
using LlmRec.Agents.Conversing.Tools.Functions;
using LlmRec.Language;
using LlmRec.Recommending.Items;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelOptions = Microsoft.Extensions.AI.ChatOptions;

namespace LlmRec.Agents.Conversing.Tools;

/// <summary>
/// Lets the model call functions until it replies, and checks the reply: one that doesn't pass is asked for once more, with
/// its faults named. Bounded in steps here, in time by its caller.
/// </summary>
/// <param name="language">The model.</param>
/// <param name="functions">What it can call.</param>
/// <param name="prompt">What it is told.</param>
/// <param name="items">The catalogue.</param>
/// <param name="options">How many steps.</param>
/// <param name="logger">Is told of every call.</param>
internal sealed partial class ToolLoop(
    ConfiguredLanguage language, TurnFunctions functions, ToolsPrompt prompt, ItemTable items, IOptions<ChatOptions> options, ILogger<ToolLoop> logger)
{
    private const int MostReplies = 2;
    private const int MostTokens = 800;
    private const int MostFaults = 6;
    private const float Temperature = .3f;

    /// <summary>Runs a turn.</summary>
    /// <param name="work">The turn; what the model remembers and finds is in it afterwards.</param>
    /// <param name="trace">Is told of every step.</param>
    /// <param name="cancellationToken">The caller left, or time is up.</param>
    /// <returns>The reply that passed, or none; with the items that it, or what was rejected last, names.</returns>
    /// <exception cref="EndlessException">The model comes to no end.</exception>
    public async Task<(string? Reply, IReadOnlyList<string> Named)> RunAsync(TurnWork work, List<TraceStep> trace, CancellationToken cancellationToken)
    {
        var calls = new FunctionCalls(functions.Of(work), work, trace, logger);
        var messages = new List<ChatMessage>(prompt.Of(work));
        var replies = 0;
        for (var step = 1; step <= options.Value.MostSteps; step++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await AskAsync(messages, calls.Functions, isLast: step == options.Value.MostSteps, cancellationToken);
            FunctionCallContent[] called = [.. answer.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()];
            if (called.Length > 0)
            {
                messages.Add(new(ChatRole.Assistant, [.. answer.Text.Length > 0 ? new AIContent[] { new TextContent(answer.Text) } : [], .. called]));
                messages.Add(new(ChatRole.Tool, [.. await calls.CallAsync(called, step, cancellationToken)]));
                continue;
            }

            var reply = Cleaned(answer.Text);
            var verdict = ReplyCheck.Check(reply, new(work, items));
            trace.Add(new(step, "reply", Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1)) { Error = verdict.Passed ? null : string.Join(' ', verdict.Faults.Take(MostFaults)) });
            if (verdict.Passed)
            {
                return (reply, verdict.Named);
            }

            LogRejected(logger, step, verdict.Faults.Count);
            if (++replies == MostReplies)
            {
                return (null, verdict.Named);
            }

            messages.Add(new(ChatRole.Assistant, reply.Length > 0 ? reply : "…"));
            messages.Add(ToolsPrompt.Rejected([.. verdict.Faults.Take(MostFaults)]));
        }

        throw new EndlessException($"It had not replied after {options.Value.MostSteps} steps (Chat:MostSteps).");
    }

    /// <summary>With the last step, words are all that is left: nothing could be made of a further call.</summary>
    private Task<ChatResponse> AskAsync(List<ChatMessage> messages, IReadOnlyList<AIFunction> offered, bool isLast, CancellationToken cancellationToken) => language.Client!.GetResponseAsync(
        messages,
        new ModelOptions { Tools = [.. offered], ToolMode = isLast ? ChatToolMode.None : ChatToolMode.Auto, Temperature = Temperature, MaxOutputTokens = MostTokens },
        cancellationToken);

    /// <summary>Without marks of markdown: the reply is read as it is.</summary>
    private static string Cleaned(string text) => string.Concat(text.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Where(c => !char.IsControl(c) || c == '\n')).Trim();

    [LoggerMessage(1, LogLevel.Debug, "Step {Step}: a reply was rejected for {Count} faults")]
    private static partial void LogRejected(ILogger logger, int step, int count);
}
