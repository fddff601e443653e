using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Agents.Explaining;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>How conversations are held: what is answered to a message.</summary>
internal interface IDialoguePolicy
{
    /// <summary>Answers a message. Nothing is kept yet.</summary>
    /// <param name="said">The message, and the conversation before it.</param>
    /// <param name="cancellationToken">The caller left.</param>
    Task<TurnAnswer> AnswerAsync(Said said, CancellationToken cancellationToken);
}

/// <summary>A message, and where it was said.</summary>
/// <param name="Conversation">The conversation before it.</param>
/// <param name="Message">The message.</param>
internal sealed record Said(Conversation Conversation, string Message);

/// <summary>What is answered.</summary>
/// <param name="Reply">The words.</param>
/// <param name="State">The state after the turn.</param>
internal sealed record TurnAnswer(string Reply, DialogueState State)
{
    /// <summary>What is shown.</summary>
    public IReadOnlyList<ExplainedRecommendation> Items { get; init; } = [];

    /// <summary>Under which id that is stored; null for none.</summary>
    public string? RecommendationId { get; init; }

    /// <summary>What is asked; null for nothing.</summary>
    public OpenQuestion? Question { get; init; }

    /// <summary>Whether a part was down and left out.</summary>
    public bool Degraded { get; init; }
}
