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
internal sealed class StateDialogue(CurrentLexicon lexicon, MessageReader reader, StateUpdate update, StatePolicy policy, ReplyWriter replies) : IDialoguePolicy
{
    public async Task<TurnAnswer> AnswerAsync(Said said, CancellationToken cancellationToken)
    {
        var (conversation, before) = (said.Conversation, said.Conversation.State);
        var acts = reader.Read(said.Message, lexicon.Get());
        var plan = await policy.PlanAsync(before, update.Apply(before, acts), acts, conversation.UserId, cancellationToken);
        IReadOnlyList<Recommendation> items = plan.List?.Items ?? [];
        return new(replies.Write(plan, acts, conversation.Turns), plan.State)
        {
            Items = [.. items.Select(i => new ExplainedRecommendation(i.Id, i.Title, i.Score, i.Channels, i.Reasons, plan.Explanations.FirstOrDefault(e => e.ItemId == i.Id)))],
            RecommendationId = plan.List?.RecommendationId,
            Question = plan.Question,
            Degraded = plan.List?.Degraded ?? false,
        };
    }
}
