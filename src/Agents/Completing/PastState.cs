using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Agents.Conversing.Understanding;

namespace LlmRec.Agents.Completing;

/// <summary>Finds out what a conversation has come to that comes whole, from its beginning.</summary>
/// <param name="lexicon">What can be said of the catalogue.</param>
/// <param name="messages">Understands the person.</param>
/// <param name="update">Puts what was understood into the state.</param>
/// <param name="answers">What earlier answers did.</param>
internal sealed class PastState(CurrentLexicon lexicon, MessageMemory messages, StateUpdate update, PastAnswers answers)
{
    /// <summary>The state, and the turns that led to it.</summary>
    /// <param name="history">The conversation.</param>
    /// <param name="now">When it comes.</param>
    /// <param name="cancellationToken">The caller left.</param>
    public async Task<(DialogueState State, IReadOnlyList<ConversationTurn> Turns)> OfAsync(IReadOnlyList<PastMessage> history, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = lexicon.Get();
        var (state, turns) = (DialogueState.Empty, new List<ConversationTurn>());
        foreach (var message in history)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (message.Speaker == Speaker.Person)
            {
                state = update.Apply(state, await messages.ReadAsync(message.Text, known, cancellationToken));
                turns.Add(new(turns.Count, message.Text, "", [], now));
            }
            else if (message.Speaker == Speaker.Assistant)
            {
                state = answers.After(state, message, known);
                if (turns.Count > 0)
                {
                    turns[^1] = turns[^1] with { Reply = message.Text };
                }
            }
        }

        return (state, turns);
    }
}
