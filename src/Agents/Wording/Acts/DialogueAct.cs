using LlmRec.Agents.Explaining.Facts;

namespace LlmRec.Agents.Wording.Acts;

/// <summary>What a turn of the conversation is to say. It holds values; the words are made from them, and checked against them.</summary>
public abstract record DialogueAct;

/// <summary>Items to look at, best first, with a word on why for each.</summary>
/// <param name="Suggestions">One to three.</param>
public sealed record Recommend(IReadOnlyList<Suggestion> Suggestions) : DialogueAct;

/// <summary>An item of a list.</summary>
/// <param name="Item">Its name as it stands in a sentence: <see cref="ItemFacts.Spoken"/>.</param>
/// <param name="Because">Why.</param>
/// <param name="Value">The liked item, the value it has, or the word of the wish.</param>
public sealed record Suggestion(string Item, Because Because, string Value);

/// <summary>The one reason of a list's item.</summary>
public enum Because
{
    /// <summary>It is like an item that was liked.</summary>
    Liked,

    /// <summary>It has a value that was wanted or is common to what was liked.</summary>
    Has,

    /// <summary>Its text holds a word of the wish.</summary>
    Mentions,
}

/// <summary>Asks which of several values is wanted.</summary>
/// <param name="Kind">What they are values of, as a word: <c>category</c>, <c>director</c>, <c>brand</c>.</param>
/// <param name="Options">Two or three.</param>
public sealed record Ask(string Kind, IReadOnlyList<string> Options) : DialogueAct;

/// <summary>Says that something was understood.</summary>
/// <param name="Stance">What was said of it.</param>
/// <param name="Value">An item's name as it stands in a sentence, or a value.</param>
public sealed record Acknowledge(Stance Stance, string Value) : DialogueAct;

/// <summary>How a visitor stands to something.</summary>
public enum Stance
{
    /// <summary>They like it.</summary>
    Likes,

    /// <summary>They dislike it.</summary>
    Dislikes,

    /// <summary>They want it of what is recommended.</summary>
    Wants,

    /// <summary>They want none of it.</summary>
    Avoids,
}

/// <summary>Leads back to recommendations from what the service doesn't talk about.</summary>
public sealed record Decline : DialogueAct;

/// <summary>What is known of a visitor's taste.</summary>
/// <param name="Likes">Liked items as they stand in a sentence, one or two.</param>
/// <param name="Values">Values that these have often, one or two.</param>
/// <param name="Avoided">A value that is not wanted; null for none.</param>
public sealed record Summarise(IReadOnlyList<string> Likes, IReadOnlyList<string> Values, string? Avoided) : DialogueAct;

/// <summary>Admits that nothing fits everything asked for, and says what was let go.</summary>
/// <param name="Kept">What still holds; null when nothing else was asked for.</param>
/// <param name="Relaxed">What was let go.</param>
public sealed record NothingFits(string? Kept, string Relaxed) : DialogueAct;
