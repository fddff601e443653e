using LlmRec.Recommending.Pipeline;

namespace LlmRec.Recommending.Dialogues;

/// <summary>A room above that keeps conversations to learn from.</summary>
public interface IDialogueSource
{
    /// <summary>The conversations, always in the same order.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<RecordedDialogue>> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>What can be learned from a conversation.</summary>
/// <param name="Person">Who seeks in it, or the conversation where that is not known: all of one person is taught, or held out.</param>
/// <param name="Named">Ids of the items that were named or taken up, in order, each once.</param>
/// <param name="Moments">The moments at which something was recommended rightly.</param>
public sealed record RecordedDialogue(string Person, IReadOnlyList<string> Named, IReadOnlyList<RecordedMoment> Moments);

/// <summary>A moment at which something was recommended rightly.</summary>
/// <param name="Asked">What the pipeline would be asked at that moment; its <see cref="RecommendationRequest.Conversation"/> is what is learned from.</param>
/// <param name="Item">The id of what was recommended.</param>
public sealed record RecordedMoment(RecommendationRequest Asked, string Item);
