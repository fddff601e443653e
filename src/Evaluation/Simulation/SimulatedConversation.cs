using LlmRec.Agents.Conversing;

namespace LlmRec.Evaluation.Simulation;

/// <summary>A message and what came of it.</summary>
/// <param name="Said">The message.</param>
/// <param name="Read">What the service made of it, in words.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Missed">What was said and is not believed.</param>
/// <param name="RuledOut">What is believed that keeps the target from being shown; null when nothing.</param>
internal sealed record Exchange(Utterance Said, string Read, ChatAnswer Answer, IReadOnlyList<Statement> Missed, string? RuledOut);

/// <summary>A conversation of a simulated person with a service.</summary>
internal sealed record SimulatedConversation
{
    /// <summary>Messages to be answered before the person gives up.</summary>
    public const int MostTurns = 8;

    public required Target Target { get; init; }

    /// <summary>How it opened.</summary>
    public required string Opening { get; init; }

    /// <summary>All that was said; the last is the acceptance where the target was found.</summary>
    public required IReadOnlyList<Exchange> Exchanges { get; init; }

    /// <summary>The answer that showed the target, from 1; null when none did.</summary>
    public required int? FoundAt { get; init; }

    /// <summary>The first answer that showed the target or an item as good; null when none did.</summary>
    public required int? GoodAt { get; init; }

    /// <summary>The exchanges before acceptance.</summary>
    public IEnumerable<Exchange> Search => Exchanges.Take(FoundAt ?? Exchanges.Count);

    /// <summary>By question that was asked and answered: whether anything is known of the target to answer with, and whether an option was right.</summary>
    public IEnumerable<(bool CanBeAnswered, bool IsOffered)> Questions => Search.Select(e => e.Answer.Question).OfType<LlmRec.Agents.Conversing.State.OpenQuestion>().Select(q =>
        (Target.Item.Facts.Any(f => f.Kind == q.Kind), Target.Item.Facts.Any(f => f.Kind == q.Kind && q.Options.Contains(f.Value, StringComparer.OrdinalIgnoreCase))));

    /// <summary>Whether the acceptance was taken for one: nothing more was shown or asked. Null where nothing was accepted.</summary>
    public bool? IsAcceptanceUnderstood => FoundAt is null ? null : Exchanges[^1].Answer is { Items.Count: 0, Question: null };

    /// <summary>How much went wrong, to read the worst first.</summary>
    public int Trouble => Search.Sum(e => e.Missed.Count + (e.RuledOut is null ? 0 : 1)) + (IsAcceptanceUnderstood == false ? 1 : 0);
}

/// <summary>Conversations of one policy, and what they are worth.</summary>
/// <param name="Result">The measures.</param>
/// <param name="Conversations">The conversations of the whole policy, to be read.</param>
public sealed record ConversationRun(ConversationResult Result, IReadOnlyList<string> Conversations);
