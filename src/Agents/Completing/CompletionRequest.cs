using LlmRec.Agents.Conversing.State;

namespace LlmRec.Agents.Completing;

/// <summary>A conversation that comes whole with each call, and what of its answer is wanted. Nothing of it is kept.</summary>
/// <param name="History">What was said before, in order.</param>
/// <param name="Message">The message to answer, 1 to <see cref="LongestMessage"/> characters.</param>
/// <param name="UserId">Whose conversation it is; null for a visitor's. What they say of items is kept as <c>POST /v1/chat</c> keeps it.</param>
public sealed record CompletionRequest(IReadOnlyList<PastMessage> History, string Message, string? UserId = null)
{
    /// <summary>Characters of the longest message that is answered.</summary>
    public const int LongestMessage = 10_000;

    /// <summary>The answer ends before the first of these texts; none of them empty.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>The most tokens of the answer, at least 1; null for any.</summary>
    public int? MaxTokens { get; init; }
}

/// <summary>Something said before.</summary>
/// <param name="Speaker">By whom.</param>
/// <param name="Text">The words.</param>
public sealed record PastMessage(Speaker Speaker, string Text)
{
    /// <summary>Of an answer of this service: the state after it; null when it did not come back with it.</summary>
    public DialogueState? State { get; init; }

    /// <summary>Of an answer of this service: ids of the items it showed, as they stood; null when they did not come back with it. Without these and a state its words are read.</summary>
    public IReadOnlyList<string>? Shown { get; init; }
}

/// <summary>Who said something.</summary>
public enum Speaker
{
    /// <summary>The person.</summary>
    Person,

    /// <summary>The assistant.</summary>
    Assistant,

    /// <summary>Anyone else: an operator's instructions, a tool. Not listened to.</summary>
    Other,
}
