using LlmRec.Agents.Conversing.State;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>Hears of a turn while it is made, so that a reader need not wait for its end. What is told once is not taken back; the answer as a whole is what counts.</summary>
public interface ITurnProgress
{
    /// <summary>What is believed now, and what is shown; before a word is said.</summary>
    /// <param name="state">The state after the turn.</param>
    /// <param name="items">What is shown, without explanations; empty for nothing.</param>
    /// <param name="cancellationToken">The reader left.</param>
    ValueTask ShowAsync(DialogueState state, IReadOnlyList<Recommendation> items, CancellationToken cancellationToken);

    /// <summary>The next words of the reply, whole sentences, checked; with the space before them.</summary>
    /// <param name="words">The words.</param>
    /// <param name="cancellationToken">The reader left.</param>
    ValueTask SayAsync(string words, CancellationToken cancellationToken);
}
