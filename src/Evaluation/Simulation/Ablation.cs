using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;

namespace LlmRec.Evaluation.Simulation;

/// <summary>The policy <c>state</c>, whole or without a part, by what it hears: the pipeline and all else stay what they are.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hearing">What becomes of a message's acts; null for nothing.</param>
internal sealed record Ablation(string Name, Func<DialogueState, IReadOnlyList<Act>, IReadOnlyList<Act>>? Hearing)
{
    /// <summary>All of it.</summary>
    public static Ablation Whole { get; } = new("state", null);

    /// <summary>It never asks: whoever speaks to it wants to be shown something whatever it be, besides what they say.</summary>
    public static Ablation WithoutQuestions { get; } = new("without questions", (_, acts) => acts.Count == 0 ? acts : [.. acts, new MoveAct(Move.NoMatter)]);

    /// <summary>Of what is said about what was shown it hears only that something else is wanted, what is known already, and what is accepted.</summary>
    public static Ablation WithoutCritiques { get; } = new("without critiques", (before, acts) => before.LastShown.Count == 0 ? acts : WithoutContent(before, acts));

    /// <summary>Whether all is heard that is said: else what isn't is no misunderstanding.</summary>
    public bool HearsAll => this != WithoutCritiques;

    /// <summary>All that are compared.</summary>
    public static IReadOnlyList<Ablation> All { get; } = [Whole, WithoutQuestions, WithoutCritiques];

    private static Act[] WithoutContent(DialogueState before, IReadOnlyList<Act> acts)
    {
        Act[] heard =
        [
            .. acts.Where(a => a is MoveAct or AsideAct or TellAct or ItemAct { Stance: Stance.Seen or Stance.Chosen } or ShownAct { Stance: Stance.Seen or Stance.Chosen }
                || (a is FacetAct { IsWanted: true } answer && answer.Facets.Any(f => f.Kind == before.Question?.Kind))),
        ];
        return heard.Length > 0 ? heard : [new MoveAct(Move.More)];
    }
}
