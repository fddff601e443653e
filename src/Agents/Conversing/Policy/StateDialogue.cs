using LlmRec.Agents.Conversing.Replies;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>The policy <c>state</c> as a whole: message → acts → state → plan → reply.</summary>
/// <param name="lexicon">What can be said of the catalogue.</param>
/// <param name="reader">Reads messages.</param>
/// <param name="update">Puts them into the state.</param>
/// <param name="policy">Decides what to do.</param>
/// <param name="replies">Says it.</param>
/// <param name="explainer">Says why something is shown.</param>
internal sealed class StateDialogue(CurrentLexicon lexicon, SpeltReader reader, StateUpdate update, StatePolicy policy, ReplyWording replies, Explainer explainer) : IDialoguePolicy
{
    public string Name => PolicyNames.State;

    public async Task<TurnAnswer> AnswerAsync(Said said, CancellationToken cancellationToken)
    {
        var (conversation, before) = (said.Conversation, said.Conversation.State);
        var acts = await reader.ReadAsync(said.Message, lexicon.Get(), cancellationToken);
        acts = said.Hearing?.Invoke(before, acts) ?? acts;
        var plan = await policy.PlanAsync(before, update.Apply(before, acts), acts, conversation.UserId, said.WithoutModel, cancellationToken);
        IReadOnlyList<Recommendation> items = plan.List?.Items ?? [];
        if (said.Progress is { } progress)
        {
            await progress.ShowAsync(plan.State, items, cancellationToken);
        }

        // A model takes its time: a reader is given the reply first. A template takes none, and the reply says why.
        var byModel = replies.HasModel && !said.WithoutModel;
        plan = byModel ? plan : plan with { Explanations = plan.List is { } list ? Of(explainer.ExplainByTemplate(list, conversation.UserId)) : plan.Explanations };
        var reply = await replies.SayAsync(plan, acts, said, cancellationToken);
        var explanations = byModel && plan.List is { } shown ? Of(await explainer.ExplainAsync(shown, conversation.UserId, cancellationToken)) : plan.Explanations;
        return new(reply, plan.State)
        {
            Items = [.. items.Select(i => new ExplainedRecommendation(i.Id, i.Title, i.Score, i.Channels, i.Reasons, explanations.FirstOrDefault(e => e.ItemId == i.Id)))],
            RecommendationId = plan.List?.RecommendationId,
            Question = plan.Question,
            Degraded = plan.List?.Degraded ?? false,
        };
    }

    private static IReadOnlyList<Explanation> Of(ExplainedList list) => [.. list.Items.Select(i => i.Explanation).OfType<Explanation>()];
}
