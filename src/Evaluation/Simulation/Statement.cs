using LlmRec.Agents.Conversing.State;

namespace LlmRec.Evaluation.Simulation;

/// <summary>Something that a simulated person said, all of it true of the target. What a service believes afterwards shows whether it was understood.</summary>
internal abstract record Statement
{
    /// <summary>In a few words, for people who read what was misunderstood.</summary>
    public abstract string Meant { get; }

    /// <summary>Whether a state holds it.</summary>
    public abstract bool IsHeldBy(DialogueState state, KnownItem target, KnownCatalogue catalogue);

    protected static bool Mentions(IEnumerable<string> texts, string value) => texts.Any(t => t.Contains(value, StringComparison.OrdinalIgnoreCase));

    protected static bool Names(IEnumerable<string> ids, string name, KnownCatalogue catalogue) => ids.Any(id => catalogue[id]?.Name == name);
}

/// <summary>A value is wanted.</summary>
internal sealed record Wants(string Value) : Statement
{
    public override string Meant => $"wants {Value}";

    public override bool IsHeldBy(DialogueState state, KnownItem target, KnownCatalogue catalogue) =>
        state.Wanted.Any(w => w.Value.Equals(Value, StringComparison.OrdinalIgnoreCase)) || Mentions([.. state.MoreOf, .. state.Wishes], Value);
}

/// <summary>A value is unwanted.</summary>
internal sealed record Refuses(string Value) : Statement
{
    public override string Meant => $"wants no {Value}";

    public override bool IsHeldBy(DialogueState state, KnownItem target, KnownCatalogue catalogue) =>
        state.Unwanted.Any(w => w.Value.Equals(Value, StringComparison.OrdinalIgnoreCase)) || Mentions(state.Aversions, Value);
}

/// <summary>Years are wanted among which the target's is.</summary>
internal sealed record OfYears(string Said) : Statement
{
    public override string Meant => $"wants years: {Said}";

    public override bool IsHeldBy(DialogueState state, KnownItem target, KnownCatalogue catalogue) =>
        (state.YearFrom ?? state.YearTo) is not null && (state.YearFrom ?? int.MinValue) <= target.Year && target.Year <= (state.YearTo ?? int.MaxValue);
}

/// <summary>It is to be about something, in words of the target's own.</summary>
internal sealed record About(string Words) : Statement
{
    public override string Meant => $"wants it to be about {Words}";

    public override bool IsHeldBy(DialogueState state, KnownItem target, KnownCatalogue catalogue)
    {
        string[] words = Words.Split(' ');
        string[] held = [.. state.Wishes, .. state.MoreOf, .. state.Wanted.Select(w => w.Value)];
        return words.Count(w => Mentions(held, KnownItem.StemOf(w))) * 2 >= words.Length;
    }
}

/// <summary>Something like an item is wanted.</summary>
internal sealed record Alike(string Name) : Statement
{
    public override string Meant => $"wants something like {Name}";

    public override bool IsHeldBy(DialogueState state, KnownItem target, KnownCatalogue catalogue) => Names([.. state.Examples, .. state.Likes], Name, catalogue);
}

/// <summary>An item is known already.</summary>
internal sealed record Knows(string Name) : Statement
{
    public override string Meant => $"knows {Name} already";

    public override bool IsHeldBy(DialogueState state, KnownItem target, KnownCatalogue catalogue) => Names([.. state.Seen, .. state.Likes], Name, catalogue);
}

/// <summary>What a simulated person says in a turn.</summary>
/// <param name="Kind">What it does: an opening, an answer, a critique and so on.</param>
/// <param name="Text">The words.</param>
/// <param name="Says">What they say.</param>
internal sealed record Utterance(string Kind, string Text, IReadOnlyList<Statement> Says)
{
    public Utterance(string kind, string text, params Statement[] says)
        : this(kind, text, (IReadOnlyList<Statement>)says)
    {
    }
}

/// <summary>What keeps a service that believes a state from ever showing the target.</summary>
internal static class RuledOut
{
    /// <summary>What is believed that isn't so; null when nothing.</summary>
    public static string? By(DialogueState state, KnownItem target) =>
        state.YearFrom is { } from && !(target.Year >= from) ? $"years from {from}"
        : state.YearTo is { } to && !(target.Year <= to) ? $"years up to {to}"
        : state.Wanted.FirstOrDefault(w => !target.Has(w.Value)) is { } wanted ? $"{wanted.Value} wanted"
        : state.Unwanted.FirstOrDefault(w => target.Has(w.Value)) is { } unwanted ? $"{unwanted.Value} unwanted"
        : new[] { state.Seen, state.Likes, state.Dislikes, state.Examples }.Any(ids => ids.Contains(target.Id)) ? "taken for known"
        : null;
}
