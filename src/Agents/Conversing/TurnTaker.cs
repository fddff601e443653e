using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.Replies;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining;

namespace LlmRec.Agents.Conversing;

/// <summary>Takes turns: message → acts → state → plan → reply. Keeps nothing: whoever asks for a turn keeps what is to be kept.</summary>
/// <param name="lexicon">What can be said of the catalogue.</param>
/// <param name="reader">Understands messages, and remembers what it understood.</param>
/// <param name="update">Puts what was understood into the state.</param>
/// <param name="policy">Decides what to do.</param>
/// <param name="replies">Says it.</param>
internal sealed class TurnTaker(CurrentLexicon lexicon, MessageMemory reader, StateUpdate update, StatePolicy policy, ReplyWriter replies)
{
    /// <summary>Answers a message.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="number">The number of the turn, from 0.</param>
    /// <param name="message">The message.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    /// <param name="cancellationToken">The caller left.</param>
    public async Task<Turn> TakeAsync(DialogueState before, int number, string message, string? userId, CancellationToken cancellationToken)
    {
        var acts = reader.Read(message, lexicon.Get());
        var plan = await policy.PlanAsync(before, update.Apply(before, acts), acts, userId, cancellationToken);
        return new(plan, replies.Write(plan, acts, number));
    }

    /// <summary>The state after a message, as far as the message alone makes it.</summary>
    public DialogueState Hear(DialogueState before, string message) => update.Apply(before, reader.Read(message, lexicon.Get()));
}

/// <summary>A turn that was taken.</summary>
/// <param name="Plan">What it does.</param>
/// <param name="Reply">Its words.</param>
internal sealed record Turn(TurnPlan Plan, string Reply)
{
    /// <summary>What it shows, each with its explanation.</summary>
    public IReadOnlyList<ExplainedRecommendation> Items =>
        [.. (Plan.List?.Items ?? []).Select(i => new ExplainedRecommendation(i.Id, i.Title, i.Score, i.Channels, i.Reasons, Plan.Explanations.FirstOrDefault(e => e.ItemId == i.Id)))];
}
