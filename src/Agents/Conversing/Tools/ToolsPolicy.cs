using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.Replies;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Agents.Conversing.Tools.Functions;
using LlmRec.Agents.Explaining;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmRec.Agents.Conversing.Tools;

/// <summary>
/// The policy <c>tools</c>: a language model that calls functions decides and words what a turn does; what it says is checked,
/// and only what functions returned is shown. A model that is down, late, endless or untrue costs its words: a template says
/// what was found, else the policy <c>state</c> answers.
/// </summary>
/// <param name="loop">The model and its functions.</param>
/// <param name="fallback">Who answers when the model can't.</param>
/// <param name="store">The turns before.</param>
/// <param name="recommender">Stores what is shown.</param>
/// <param name="explainer">Words for what is shown.</param>
/// <param name="replies">Words by template.</param>
/// <param name="named">Finds what is named.</param>
/// <param name="options">How long a turn may take.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when the model was left.</param>
internal sealed partial class ToolsPolicy(
    ToolLoop loop,
    StateDialogue fallback,
    ConversationStore store,
    Recommender recommender,
    Explainer explainer,
    ReplyWriter replies,
    NamedItems named,
    IOptions<ChatOptions> options,
    TimeProvider time,
    ILogger<ToolsPolicy> logger) : IDialoguePolicy
{
    public string Name => PolicyNames.Tools;

    public async Task<TurnAnswer> AnswerAsync(Said said, CancellationToken cancellationToken)
    {
        var trace = new List<TraceStep>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.ToolsSeconds), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var started = time.GetTimestamp();
        string reason;
        try
        {
            var work = new TurnWork(said, await TurnsAsync(said, stop.Token));
            foreach (var item in named.In(said.Message))
            {
                work.Speak(item);
            }

            var (reply, items) = await loop.RunAsync(work, trace, stop.Token);
            if (await AnswerAsync(work, reply, items, cancellationToken) is { } answer)
            {
                return answer with { Trace = trace };
            }

            reason = "Its replies said what no function returned.";
            LogLeft(logger, null, reason);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a model or its server does: the person gets an answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            reason = deadline.IsCancellationRequested ? $"It had not replied within {options.Value.ToolsSeconds} s (Chat:ToolsSeconds)."
                : e is EndlessException ? e.Message
                : "It did not answer.";
            LogLeft(logger, e, reason);
        }

        trace.Add(new(trace.Count > 0 ? trace[^1].Step : 1, "fallback", Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1)) { Error = reason });
        return (await fallback.AnswerAsync(said with { WithoutModel = true }, cancellationToken)) with { Degraded = true, Trace = trace };
    }

    /// <summary>The turns that the model is told of.</summary>
    private async Task<IReadOnlyList<ConversationTurn>> TurnsAsync(Said said, CancellationToken cancellationToken) =>
        said.Before is { } told ? [.. told.TakeLast(ToolsPrompt.MostTurns)]
        : said.Conversation.Turns == 0 ? []
        : await store.LastTurnsAsync(said.Conversation.Id, ToolsPrompt.MostTurns, cancellationToken);

    /// <summary>The answer of a turn; null when the reply didn't pass and there is nothing that a template could say.</summary>
    private async Task<TurnAnswer?> AnswerAsync(TurnWork work, string? reply, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var list = ShownItems.Of(work, reply is null && names.Count == 0 ? ShownItems.Best(work) : names);
        var explained = explainer.ExplainByTemplate(list, work.UserId);
        var words = reply ?? ByTemplate(work, list, [.. explained.Items.Select(i => i.Explanation).OfType<Explanation>()]);
        if (words is null)
        {
            return null;
        }

        list = list.Items.Count > 0 ? await recommender.StoreAsync(list, work.UserId, cancellationToken) : list;
        return new(words, StateAfter(work, [.. list.Items.Select(i => i.Id)], words))
        {
            Items = explained.Items,
            RecommendationId = list.RecommendationId,
            Question = work.Question,
            Degraded = list.Degraded || reply is null,
        };
    }

    private string? ByTemplate(TurnWork work, RecommendationList list, IReadOnlyList<Explanation> explanations)
    {
        if (list.Items.Count > 0)
        {
            // The template for items asks nothing.
            work.Question = null;
        }

        TurnPlan? plan = list.Items.Count > 0 ? new(TurnKind.Recommend, work.State) { List = list, Explanations = explanations }
            : work.Question is not null ? new(TurnKind.Ask, work.State) { Question = work.Question }
            : work.Explanations.Count > 0 ? new(TurnKind.Explain, work.State) { Explanations = work.Explanations }
            : null;
        return plan is null ? null : replies.Write(plan, [], work.Said.Conversation.Turns);
    }

    private static DialogueState StateAfter(TurnWork work, IReadOnlyList<string> ids, string words)
    {
        var (state, question) = (work.State, work.Question);
        var asks = question is not null || words.Contains('?', StringComparison.Ordinal);
        return state.Showing(ids) with
        {
            Question = question,
            Asked = question is null ? state.Asked : [.. state.Asked, question.Kind],
            QuestionsInARow = ids.Count > 0 ? 0 : state.QuestionsInARow + (asks ? 1 : 0),
        };
    }

    [LoggerMessage(1, LogLevel.Warning, "The language model was left in the middle of a turn, and the policy state answered: {Reason}")]
    private static partial void LogLeft(ILogger logger, Exception? exception, string reason);
}
