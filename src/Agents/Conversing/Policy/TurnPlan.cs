using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Explaining;
using LlmRec.Recommending.Pipeline;

namespace LlmRec.Agents.Conversing.Policy;

/// <summary>What a turn does.</summary>
internal enum TurnKind
{
    /// <summary>Shows items.</summary>
    Recommend,

    /// <summary>Asks.</summary>
    Ask,

    /// <summary>Says why something was shown.</summary>
    Explain,

    /// <summary>Is glad that something shown is liked.</summary>
    Accepted,

    /// <summary>Says that nothing fits, even without the constraints.</summary>
    NothingFits,

    /// <summary>Says what it can be asked for.</summary>
    Help,

    /// <summary>Tells of an item what the catalogue knows.</summary>
    Tell,

    /// <summary>Answers what asks for no item.</summary>
    Aside,

    /// <summary>Says goodbye.</summary>
    Close,
}

/// <summary>What a turn does, with all that its words are made from.</summary>
internal sealed record TurnPlan(TurnKind Kind, DialogueState State)
{
    /// <summary>What is shown; null for nothing.</summary>
    public RecommendationList? List { get; init; }

    /// <summary>Words for what is shown, or for what was asked about.</summary>
    public IReadOnlyList<Explanation> Explanations { get; init; } = [];

    /// <summary>What is asked; null for nothing.</summary>
    public OpenQuestion? Question { get; init; }

    /// <summary>What is told of an item; null for nothing.</summary>
    public string? Told { get; init; }

    /// <summary>The constraint that was left out so that something fits; null when none was.</summary>
    public string? Relaxed { get; init; }
}
