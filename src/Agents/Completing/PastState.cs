using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;

namespace LlmRec.Agents.Completing;

/// <summary>Finds out what a conversation has come to that comes whole, from its beginning.</summary>
/// <param name="lexicon">What can be said of the catalogue.</param>
/// <param name="messages">Understands the person.</param>
/// <param name="update">Puts what was understood into the state.</param>
/// <param name="answers">What earlier answers did.</param>
internal sealed class PastState(CurrentLexicon lexicon, MessageMemory messages, StateUpdate update, PastAnswers answers)
{
    /// <summary>The state, and how many messages of the person's there were.</summary>
    public (DialogueState State, int Turns) Of(IReadOnlyList<PastMessage> history, CancellationToken cancellationToken)
    {
        var known = lexicon.Get();
        var (state, turns) = (DialogueState.Empty, 0);
        foreach (var message in history)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (message.Speaker == Speaker.Person)
            {
                state = update.Apply(state, messages.Read(message.Text, known));
                turns++;
            }
            else if (message.Speaker == Speaker.Assistant)
            {
                state = answers.After(state, message, known);
            }
        }

        return (state, turns);
    }
}
