using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Stored;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>How conversations are held: what is answered to a message. Chosen by <see cref="ChatOptions.Policy"/>.</summary>
internal interface IDialoguePolicy
{
    /// <summary>Its name: one of <see cref="PolicyNames"/>.</summary>
    string Name { get; }

    /// <summary>Answers a message. Nothing is kept yet.</summary>
    /// <param name="said">The message, and the conversation before it.</param>
    /// <param name="cancellationToken">The caller left.</param>
    Task<TurnAnswer> AnswerAsync(Said said, CancellationToken cancellationToken);
}

/// <summary>Names of policies.</summary>
internal static class PolicyNames
{
    /// <summary>Dialogue state tracking of our own; needs no language model.</summary>
    public const string State = "state";

    /// <summary>A language model that calls functions.</summary>
    public const string Tools = "tools";
}

/// <summary>A message, and where it was said.</summary>
/// <param name="Conversation">The conversation before it.</param>
/// <param name="Message">The message.</param>
internal sealed record Said(Conversation Conversation, string Message)
{
    /// <summary>The turns before it, in order, of a conversation that is not stored; null for one that is.</summary>
    public IReadOnlyList<ConversationTurn>? Before { get; init; }

    /// <summary>Whether no language model is to be asked for anything: it has just failed.</summary>
    public bool WithoutModel { get; init; }

    /// <summary>Hears of the turn while it is made; null for nobody.</summary>
    public ITurnProgress? Progress { get; init; }

    /// <inheritdoc cref="ChatRequest.Hearing"/>
    public Func<DialogueState, IReadOnlyList<Act>, IReadOnlyList<Act>>? Hearing { get; init; }
}

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

    /// <summary>What a language model called, and what came of it, in order.</summary>
    public IReadOnlyList<TraceStep> Trace { get; init; } = [];
}
